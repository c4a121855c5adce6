import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';

export interface Segment {
  readonly key: string;
  readonly label: ReactNode;
  readonly href: string;
  readonly chosen: boolean;
  readonly count?: number;
}

/** One choice out of a few, each a link to the same page with it. */
export function Segments({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap rounded-md border border-line-strong bg-surface">
      {segments.map(({ key, label: words, href, chosen, count }) => (
        <Link
          key={key}
          href={href}
          scroll={false}
          aria-current={chosen ? 'true' : undefined}
          className={classNames(
            'flex h-7.5 items-center gap-1.5 rounded-sm px-2.5',
            chosen ? 'bg-accent-wash font-medium text-accent' : 'text-ink-soft hover:bg-sunken',
          )}
        >
          {words}
          {count !== undefined && (
            <span className="text-fine tabular-nums text-ink-faint">{count.toLocaleString('en')}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
