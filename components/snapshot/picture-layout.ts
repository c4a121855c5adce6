import type { PathGraph, PathNode } from '#lib/service/access/path-graph.ts';

/** A node where it stands, in pixels. */
export interface PlacedNode extends PathNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
}

export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly {
    readonly key: string;
    readonly d: string;
    readonly dashed: boolean;
    readonly label: string;
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'end';
  }[];
  readonly width: number;
  readonly height: number;
}

export const nodeHeight = 26;
const rowGap = 14;
const columnGap = 96;
const margin = 12;
/** The monospace face at twelve pixels. */
const letter = 7.25;
const longest = 30;

const shortened = (text: string) => {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : text;
};

/** Columns from left to right, each centred, in the order of what leads there. `plain` makes a name safe to show. */
export function layOut(graph: PathGraph, plain: (text: string) => string): Layout {
  const columns = [...Map.groupBy(graph.nodes, (node) => node.layer)].sort(([a], [b]) => a - b);
  const tallest = Math.max(1, ...columns.map(([, nodes]) => nodes.length));
  const height = tallest * (nodeHeight + rowGap) - rowGap + 2 * margin;
  const placed = new Map<string, PlacedNode>();
  const order = new Map<string, number>();
  let x = margin;
  for (const [, nodes] of columns) {
    const from = (node: PathNode) => {
      const before = graph.edges
        .filter((edge) => edge.to === node.id)
        .map((edge) => order.get(edge.from) ?? 0);
      return before.length === 0 ? 0 : before.reduce((sum, at) => sum + at, 0) / before.length;
    };
    const sorted = nodes.toSorted((a, b) => from(a) - from(b));
    const texts = sorted.map((node) => shortened(plain(node.label)));
    const width = Math.max(64, ...texts.map((text) => [...text].length * letter + 26));
    const free = tallest - sorted.length;
    sorted.forEach((node, at) => {
      const row = at + free / 2;
      order.set(node.id, row);
      const y = margin + row * (nodeHeight + rowGap);
      placed.set(node.id, { ...node, x, y, width, text: texts[at] ?? '' });
    });
    x += width + columnGap;
  }
  const count = (id: string, end: 'from' | 'to') => graph.edges.filter((edge) => edge[end] === id).length;
  const edges = graph.edges.flatMap(({ from, to, label, dashed }) => {
    const [a, b] = [placed.get(from), placed.get(to)];
    if (!a || !b) return [];
    const forward = b.x > a.x;
    const [x1, y1] = [a.x + a.width, a.y + nodeHeight / 2];
    const [x2, y2] = [forward ? b.x : b.x + b.width, b.y + nodeHeight / 2];
    const bend = forward ? (x2 - x1) / 2 : 44;
    const d = `M${x1} ${y1}C${x1 + bend} ${y1} ${forward ? x2 - bend : x2 + bend} ${y2} ${x2} ${y2}`;
    // Where many ways part the label stands at their ends, where many meet at their beginnings: so labels do not pile up.
    const meet = count(to, 'to') > 1 && count(from, 'from') === 1;
    const place = meet
      ? { x: x1 + 6, y: y1, anchor: 'start' as const }
      : { x: x2 - 6, y: y2, anchor: 'end' as const };
    return [{ key: `${from}\0${to}`, d, dashed, label, ...place }];
  });
  return { nodes: [...placed.values()], edges, width: Math.max(x - columnGap + margin, 200), height };
}
