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

/** A column's head that sorts by it; a second time, the other way round. */
export function SortHead({ base, query, by, title }: SortHeadProps) {
  const here = query.sort === by;
  const next = here && query.dir === 'asc' ? 'desc' : 'asc';
  return (
    <Head sort={here ? (query.dir === 'asc' ? 'ascending' : 'descending') : undefined}>
      <Link
        href={base + findingSearch(query, { sort: by, dir: next })}
        scroll={false}
        className="inline-flex items-center gap-1 hover:text-ink"
      >
        {title}
        {here && (query.dir === 'asc' ? <ArrowUp className="size-3" /> : <ArrowDown className="size-3" />)}
      </Link>
    </Head>
  );
}
