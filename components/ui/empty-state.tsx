import type { ReactNode } from 'react';

/** What would be here, and what to do so that it is. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid max-w-prose justify-items-start gap-2 border-l-2 border-line py-1 pl-4">
      <h2 className="text-lead font-semibold">{title}</h2>
      <div className="text-ink-soft">{children}</div>
      {action && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
