import type { ReactNode } from 'react';

/** What would be here, and what to do so that it is. */
export function EmptyState({
  title,
  heading: Heading = 'h2',
  children,
  action,
}: {
  title: string;
  /** `h1` where this is the whole page. */
  heading?: 'h1' | 'h2';
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid max-w-prose justify-items-start gap-2 border-l-2 border-line py-1 pl-4">
      <Heading className="text-lead font-semibold">{title}</Heading>
      <div className="text-ink-soft">{children}</div>
      {action && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
