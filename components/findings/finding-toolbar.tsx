import { Download } from 'lucide-react';
import Link from 'next/link';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import { findingSearch, isFiltered } from './finding-address.ts';
import { FindingSearch } from './finding-search.tsx';

export interface FindingToolbarProps {
  base: string;
  query: FindingQuery;
  total: number;
  grouped: boolean;
  /** Where this very list can be downloaded; null where the person may not. */
  exportHref: string | null;
}

const formats = [
  ['json', 'JSON'],
  ['md', 'Markdown'],
  ['csv', 'CSV'],
] as const;

/** Above the list: search, how many there are, how they are shown, and the list as a file. */
export function FindingToolbar({ base, query, total, grouped, exportHref }: FindingToolbarProps) {
  const search = findingSearch(query);
  const other = grouped ? base + search : `${base}${search}${search === '' ? '?' : '&'}group=control`;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
      <FindingSearch />
      <p aria-live="polite" className="tabular-nums">
        <strong className="font-semibold">{total.toLocaleString('en')}</strong>{' '}
        {total === 1 ? 'finding' : 'findings'}
      </p>
      {isFiltered(query) && (
        <Link href={base} scroll={false} className="text-accent underline underline-offset-3">
          Show all
        </Link>
      )}
      <Link
        href={other}
        scroll={false}
        className="text-accent underline decoration-accent/35 underline-offset-3"
      >
        {grouped ? 'One by one' : 'Group by control'}
      </Link>
      {exportHref && (
        <p data-screen="" className="ml-auto flex items-center gap-3 text-fine text-ink-faint">
          <Download className="size-3.5" aria-hidden="true" />
          Export exactly this
          {formats.map(([format, label]) => (
            <a
              key={format}
              href={`${exportHref}${search === '' ? '?' : `${search}&`}format=${format}`}
              download
              className="text-accent underline decoration-accent/35 underline-offset-3 hover:decoration-accent"
            >
              {label}
            </a>
          ))}
        </p>
      )}
    </div>
  );
}
