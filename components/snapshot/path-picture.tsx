import { classNames } from '#components/ui/class-names.ts';
import { plainText } from '#components/ui/hostile-text.ts';
import type { PathGraph, PathNode } from '#lib/service/access/path-graph.ts';
import { layOut, nodeHeight, type PlacedNode } from './picture-layout.ts';
import { SaveSvg } from './save-svg.tsx';

const shapes: Record<PathNode['shape'], string> = {
  login: 'fill-accent-wash stroke-accent',
  logins: 'fill-sunken stroke-accent',
  group: 'fill-surface stroke-line-strong',
  superuser: 'fill-critical-wash stroke-critical',
  object: 'fill-sunken stroke-line-strong',
  place: 'fill-sunken stroke-line-strong',
  goal: 'fill-fail-wash stroke-fail',
};

const legend: readonly (readonly [PathNode['shape'], string])[] = [
  ['login', 'login role'],
  ['logins', 'login roles in the same place'],
  ['group', 'group role'],
  ['superuser', 'superuser'],
  ['object', 'object'],
  ['place', 'network'],
  ['goal', 'goal'],
];

/** Ways as a picture, left to right. It says nothing that the list beside it does not. */
export function PathPicture({
  graph,
  title,
  fileName,
}: {
  graph: PathGraph;
  title: string;
  fileName: string;
}) {
  const { nodes, edges, width, height } = layOut(graph, plainText);
  const used = new Set(graph.nodes.map((node) => node.shape));
  return (
    <SaveSvg title={title} fileName={fileName}>
      <section
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-160 overflow-auto"
      >
        <svg
          data-picture
          role="img"
          aria-label={`${title}. The list on this page says the same.`}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          className="bg-surface"
        >
          {edges.map((edge) => (
            <path
              key={edge.key}
              d={edge.d}
              className="fill-none stroke-line-strong"
              strokeWidth="1.25"
              strokeDasharray={edge.dashed ? '4 3' : undefined}
            />
          ))}
          {edges
            .filter((edge) => edge.label !== '')
            .map((edge) => (
              <text
                key={edge.key}
                x={edge.x}
                y={edge.y - 5}
                textAnchor={edge.anchor}
                paintOrder="stroke"
                strokeWidth="4"
                strokeLinejoin="round"
                className="fill-ink-soft stroke-surface font-sans text-fine"
              >
                {edge.label}
              </text>
            ))}
          {nodes.map((node) => (
            <Node key={node.id} node={node} />
          ))}
        </svg>
      </section>
      <p className="flex flex-wrap gap-x-4 border-t px-3 py-1.5 text-fine text-ink-faint">
        {legend
          .filter(([shape]) => used.has(shape))
          .map(([shape, words]) => (
            <span key={shape} className="flex items-center gap-1.5">
              <svg viewBox="0 0 14 10" className="h-2.5 w-3.5" aria-hidden="true">
                <Box shape={shape} x={1} y={1} width={12} height={8} focus={false} />
              </svg>
              {words}
            </span>
          ))}
        {graph.edges.some((edge) => edge.dashed) && (
          <span>dashed: only after a SET ROLE, or not for certain</span>
        )}
      </p>
    </SaveSvg>
  );
}

function Box({
  shape,
  focus,
  ...place
}: {
  shape: PathNode['shape'];
  focus: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
}) {
  return (
    <rect
      {...place}
      rx={shape === 'login' || shape === 'logins' || shape === 'superuser' ? place.height / 2 : 3}
      strokeWidth={focus ? 2.5 : 1.25}
      strokeDasharray={shape === 'group' ? '1 0' : undefined}
      className={shapes[shape]}
    />
  );
}

function Node({ node }: { node: PlacedNode }) {
  return (
    <g>
      <title>{plainText(node.label)}</title>
      <Box
        shape={node.shape}
        focus={node.focus === true}
        x={node.x}
        y={node.y}
        width={node.width}
        height={nodeHeight}
      />
      <text
        x={node.x + node.width / 2}
        y={node.y + nodeHeight / 2 + 4}
        textAnchor="middle"
        className={classNames('fill-ink font-mono text-fine', node.focus && 'font-semibold')}
      >
        {node.text}
      </text>
    </g>
  );
}
