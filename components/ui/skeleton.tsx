import { classNames } from './class-names.ts';

/** Stands where text will be. The page that shows it says once, for screen readers, that it is loading. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('breathe block rounded-sm bg-sunken', className ?? 'h-4 w-full')}
    />
  );
}

const widths = ['w-11/12', 'w-4/5', 'w-10/12', 'w-3/5', 'w-9/12'];

/** A page on its way: a heading, a line, and rows. */
export function PageSkeleton({ rows = 10 }: { rows?: number }) {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-4 w-96" />
      <div className="mt-4 grid gap-3.5">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
          <Skeleton key={row} className={classNames('h-4', widths[row % widths.length])} />
        ))}
      </div>
    </div>
  );
}
