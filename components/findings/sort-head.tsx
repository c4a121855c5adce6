import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { Head } from '#components/ui/table.tsx';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import { findingSearch } from './finding-address.ts';

export interface SortHeadProps {
  base: string;
  query: FindingQuery;
  by: FindingQuery['sort'];
  title: string;
}

/** Sorts by it; a second time, the other way round. */
function SortLink({ base, query, by, title }: SortHeadProps) {
  const here = query.sort === by;
  const next = here && query.dir === 'asc' ? 'desc' : 'asc';
  return (
    <Link
      href={base + findingSearch(query, { sort: by, dir: next })}
      scroll={false}
      className="inline-flex items-center gap-1 hover:text-ink"
    >
      {title}
      {here && (query.dir === 'asc' ? <ArrowUp className="size-3" /> : <ArrowDown className="size-3" />)}
    </Link>
  );
}

/** A column's head; of a column whose cells hold two things, one after the other. */
export function SortHead({ also, ...first }: SortHeadProps & { also?: Pick<SortHeadProps, 'by' | 'title'> }) {
  const { sort, dir } = first.query;
  const sorted = sort === first.by || sort === also?.by;
  return (
    <Head sort={sorted ? (dir === 'asc' ? 'ascending' : 'descending') : undefined}>
      <SortLink {...first} />
      {also && (
        <>
          {', '}
          <SortLink {...first} {...also} />
        </>
      )}
    </Head>
  );
}
