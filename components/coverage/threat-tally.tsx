import Link from 'next/link';
import { classNames } from '#components/ui/class-names.ts';
import type { CoverageQuery } from '#lib/service/coverage/coverage-query.ts';
import { coverageSearch } from './coverage-address.ts';
import { type ThreatStatus, ThreatStatusMark, threatStatuses } from './threat-status.tsx';

export interface ThreatTallyProps {
  base: string;
  query: CoverageQuery;
  tally: Readonly<Record<ThreatStatus, number>>;
}

/** How many rows stand how; pressing a figure shows only those. */
export function ThreatTally({ base, query, tally }: ThreatTallyProps) {
  return (
    <ul className="flex flex-wrap gap-2" aria-label="Rows by status">
      {threatStatuses.map((status) => {
        const chosen = query.risk.includes(status);
        const style = classNames(
          'flex items-baseline gap-2.5 rounded-md border px-3 py-1.5',
          chosen ? 'border-accent bg-accent-wash' : 'bg-surface',
        );
        const figure = (
          <>
            <span className="text-lead font-semibold tabular-nums">{tally[status]}</span>
            <ThreatStatusMark status={status} />
          </>
        );
        return (
          <li key={status}>
            {tally[status] === 0 && !chosen ? (
              <span className={style}>{figure}</span>
            ) : (
              <Link
                href={base + coverageSearch(query, { risk: chosen ? [] : [status] })}
                scroll={false}
                aria-current={chosen ? 'true' : undefined}
                className={classNames(style, !chosen && 'hover:border-line-strong')}
              >
                {figure}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
