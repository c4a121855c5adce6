import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import type { FleetCoverageColumn, FleetThreat } from '#lib/service/coverage/fleet-coverage.ts';
import { ScoreFigure } from './score-figure.tsx';
import { type ThreatStatus, ThreatStatusMark, threatStatuses } from './threat-status.tsx';

interface FleetRow {
  readonly id: string;
  readonly title: string;
  /** Null where the server's policy does not have this threat. */
  readonly cells: readonly (FleetThreat | 'never-scanned' | null)[];
  readonly worst: ThreatStatus;
}

/** A server that was never scanned is unknown, whatever its policy will say. */
function rowsOf(columns: readonly FleetCoverageColumn[]): readonly FleetRow[] {
  const titles = new Map(
    columns.flatMap((column) => column.threats ?? []).map((threat) => [threat.id, threat.title]),
  );
  return [...titles]
    .map(([id, title]): FleetRow => {
      const cells = columns.map((column) =>
        column.threats === null
          ? ('never-scanned' as const)
          : (column.threats.find((threat) => threat.id === id) ?? null),
      );
      const statuses = cells.map((cell) => (cell === 'never-scanned' ? 'unknown' : cell?.status));
      const worst = threatStatuses.find((status) => statuses.includes(status)) ?? 'unknown';
      return { id, title, cells, worst };
    })
    .sort(
      (a, b) =>
        threatStatuses.indexOf(a.worst) - threatStatuses.indexOf(b.worst) || (a.title < b.title ? -1 : 1),
    );
}

/** One row a threat, worst anywhere first; one column a database server, each cell the way to its matrix. */
export function FleetCoverage({ columns }: { columns: readonly FleetCoverageColumn[] }) {
  const rows = rowsOf(columns);
  return (
    <section
      aria-label="Coverage of the fleet"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      data-matrix=""
      className="relative max-h-[calc(100vh-9rem)] overflow-auto rounded-sm border border-line-strong/60 bg-surface print:max-h-none print:overflow-visible"
    >
      <table className="w-full text-left">
        <caption className="sr-only">Threats by database server</caption>
        <thead>
          <tr className="[&>th]:sticky [&>th]:top-0 [&>th]:z-20 [&>th]:border-b [&>th]:border-line-strong [&>th]:bg-surface [&>th]:px-3 [&>th]:py-2 [&>th]:align-bottom [&>th]:text-fine [&>th]:font-medium">
            <th scope="col" className="left-0 z-30 min-w-60 border-r text-ink-faint">
              Threat
            </th>
            <th scope="col" className="border-r text-ink-faint">
              Worst
            </th>
            {columns.map(({ target, score }) => (
              <th key={target.id} scope="col" className="min-w-44 border-r last:border-r-0">
                <Link
                  href={`/databases/${target.id}/coverage`}
                  className="text-accent underline underline-offset-3"
                >
                  <Hostile text={target.name} />
                </Link>
                <span className="flex flex-wrap items-baseline gap-x-2 font-normal">
                  {target.result === null ? (
                    <Badge tone="unknown">never scanned</Badge>
                  ) : (
                    <ScoreFigure score={score} />
                  )}
                  {target.result?.stale && <Badge tone="partial">outdated</Badge>}
                </span>
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
              <td className="border-r border-b px-3 py-2 align-top">
                <ThreatStatusMark status={row.worst} />
              </td>
              {row.cells.map((cell, index) => (
                <td
                  key={columns[index]?.target.id}
                  className="border-r border-b p-0 align-top last:border-r-0"
                >
                  {cell === null ? (
                    <span className="block px-3 py-2 text-fine text-ink-faint">not in its policy</span>
                  ) : (
                    <Link
                      href={`/databases/${columns[index]?.target.id}/coverage`}
                      className="grid gap-0.5 px-3 py-2 hover:bg-accent-wash focus-visible:-outline-offset-2"
                    >
                      <ThreatStatusMark status={cell === 'never-scanned' ? 'unknown' : cell.status} />
                      <span className="text-fine text-ink-soft">
                        {cell === 'never-scanned' ? 'never scanned' : <Hostile text={cell.residualRisk} />}
                      </span>
                    </Link>
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
