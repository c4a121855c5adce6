'use client';

import { Button } from '#components/ui/button.tsx';
import { inputStyle } from '#components/ui/field.tsx';

export interface ListPagerProps {
  /** What the list is called. */
  title: string;
  /** From 0. */
  page: number;
  pageSize: number;
  /** Entries found, of all. */
  found: number;
  total: number;
  search: string;
  onSearch: (words: string) => void;
  onPage: (page: number) => void;
}

/** Finds and turns pages in a list that is too long to be shown at once. */
export function ListPager(props: ListPagerProps) {
  const { title, page, pageSize, found, total, search, onSearch, onPage } = props;
  const last = Math.max(0, Math.ceil(found / pageSize) - 1);
  const count = (number: number) => number.toLocaleString('en');
  return (
    <div className="flex flex-wrap items-center gap-3 text-fine text-ink-faint">
      <span className="w-64">
        <input
          type="search"
          aria-label={`Find in ${title.toLowerCase()}`}
          placeholder="Any word of an entry"
          className={inputStyle}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </span>
      <span aria-live="polite" className="tabular-nums">
        {found === 0
          ? 'No entry fits'
          : `${count(page * pageSize + 1)} to ${count(Math.min(found, (page + 1) * pageSize))} of ${count(found)}`}
        {found < total && `, ${count(total)} in all`}
      </span>
      {last > 0 && (
        <span className="flex gap-2">
          <Button small disabled={page === 0} onClick={() => onPage(page - 1)}>
            Previous
          </Button>
          <Button small disabled={page >= last} onClick={() => onPage(page + 1)}>
            Next
          </Button>
        </span>
      )}
    </div>
  );
}
