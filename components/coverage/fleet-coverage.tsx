import Link from 'next/link';
import { Hostile } from '#components/ui/hostile.tsx';
import type { CoverageThreat } from '#lib/engine/coverage/coverage.ts';
import { ThreatStatusMark, threatStatuses } from './threat-status.tsx';

export interface FleetCoverageColumn {
  readonly id: string;
  readonly name: string;
  readonly threats: readonly CoverageThreat[];
}

/** One row a threat, worst anywhere first; one column a database server. */
export function FleetCoverage({ columns }: { columns: readonly FleetCoverageColumn[] }) {
  const titles = new Map(
    columns.flatMap((column) => column.threats.map((threat) => [threat.id, threat.title] as const)),
  );
  const rows = [...titles]
    .map(([id, title]) => ({
      id,
      title,
      cells: columns.map((column) => column.threats.find((each) => each.id === id)),
    }))
    .sort((a, b) => worst(a.cells) - worst(b.cells) || (a.title < b.title ? -1 : 1));
  return (
    <section
      aria-label="Coverage of the fleet"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative max-h-[calc(100vh-9rem)] overflow-auto rounded-sm border border-line-strong/60 bg-surface"
    >
      <table className="w-full text-left">
        <caption className="sr-only">Threats by database server</caption>
        <thead>
          <tr className="[&>th]:sticky [&>th]:top-0 [&>th]:z-20 [&>th]:border-b [&>th]:border-line-strong [&>th]:bg-surface [&>th]:px-3 [&>th]:py-2 [&>th]:text-fine [&>th]:font-medium">
            <th scope="col" className="left-0 min-w-60 border-r text-ink-faint">
              Threat
            </th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className="min-w-56 border-r last:border-r-0">
                <Link
                  href={`/databases/${column.id}/coverage`}
                  className="text-accent underline underline-offset-3"
                >
                  <Hostile text={column.name} />
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="group">
              <th
                scope="row"
                className="sticky left-0 z-10 border-r border-b bg-surface px-3 py-2 align-top font-normal group-hover:bg-canvas"
              >
                <Hostile text={row.title} />
              </th>
              {row.cells.map((threat, index) => (
                <td key={columns[index]?.id} className="border-r border-b p-0 align-top last:border-r-0">
                  {threat ? (
                    <Link
                      href={`/databases/${columns[index]?.id}/coverage`}
                      className="grid gap-0.5 px-3 py-2 hover:bg-accent-wash focus-visible:-outline-offset-2"
                    >
                      <ThreatStatusMark status={threat.status} />
                      <span className="text-fine text-ink-soft">
                        <Hostile text={threat.setAside ?? threat.residualRisk} />
                      </span>
                    </Link>
                  ) : (
                    <span className="block px-3 py-2 text-fine text-ink-faint">not in its policy</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function worst(cells: readonly (CoverageThreat | undefined)[]): number {
  return Math.min(
    ...cells.map((threat) => (threat ? threatStatuses.indexOf(threat.status) : threatStatuses.length)),
  );
}
