import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import type { AttackPath } from './attack-paths.ts';
import type { PathEdge, PathGraph, PathNode } from './path-graph.ts';

const goalWords = {
  superuser: 'Superuser',
  'operating-system': 'Operating system',
  verifiers: 'Password verifiers',
  'all-data': 'All data',
  column: '',
} as const;

/** The first paths of a list in one picture: network, login role, who one becomes, goal. */
export function attackGraph(facts: ClusterFacts, paths: readonly AttackPath[]): PathGraph {
  const { roles } = roleGraph(facts);
  const nodes = new Map<string, PathNode>();
  const edges = new Map<string, PathEdge>();
  const last = Math.max(1, ...paths.map(({ way }) => way.length)) + 1;
  const add = (node: PathNode) => {
    const known = nodes.get(node.id);
    if (!known || known.layer < node.layer) nodes.set(node.id, node);
    return node.id;
  };
  const connect = (from: string, to: string, label: string, dashed: boolean) => {
    if (from !== to) edges.set(`${from}\0${to}`, { from, to, label, dashed });
  };
  for (const { entry, way, goal, target, role, waitsFor } of paths) {
    const network = entry.network ?? 'anywhere?';
    let at = add({ id: `from ${network}`, label: network, layer: 0, shape: 'place' });
    way.forEach((name, step) => {
      const row = roles.get(name);
      const shape = row?.superuser ? 'superuser' : row?.login ? 'login' : 'group';
      const next = add({ id: `role ${name}`, label: name, layer: step + 1, shape, focus: name === role });
      connect(at, next, step === 0 ? (entry.method ?? '') : '', entry.network === null && step === 0);
      at = next;
    });
    const words = goal === 'column' ? target : goalWords[goal];
    connect(
      at,
      add({ id: `goal ${words}`, label: words, layer: last, shape: 'goal' }),
      waitsFor === null ? '' : 'waits',
      waitsFor !== null,
    );
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
