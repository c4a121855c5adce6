import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from './button-style.ts';

export interface PaginationProps {
  /** From 1. */
  page: number;
  pageSize: number;
  total: number;
  hrefOf: (page: number) => string;
}

export function Pagination({ page, pageSize, total, hrefOf }: PaginationProps) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  const first = total === 0 ? 0 : (page - 1) * pageSize + 1;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 py-3 text-fine text-ink-faint">
      <span className="tabular-nums">
        {first.toLocaleString('en')} to {Math.min(total, page * pageSize).toLocaleString('en')} of{' '}
        {total.toLocaleString('en')}
      </span>
      {last > 1 && (
        <span className="flex items-center gap-2">
          {page > 1 ? (
            <Link href={hrefOf(page - 1)} className={buttonStyle('plain', true)} rel="prev">
              <ChevronLeft aria-hidden="true" />
              Previous
            </Link>
          ) : null}
          <span className="tabular-nums">
            Page {page} of {last}
          </span>
          {page < last ? (
            <Link href={hrefOf(page + 1)} className={buttonStyle('plain', true)} rel="next">
              Next
              <ChevronRight aria-hidden="true" />
            </Link>
          ) : null}
        </span>
      )}
    </nav>
  );
}
