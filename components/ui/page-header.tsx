import type { ReactNode } from 'react';

/** The head of a page: what it is, one line about it, and what can be done here. */
export function PageHeader({
  title,
  line,
  actions,
}: {
  title: ReactNode;
  line?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-title font-semibold tracking-tight text-balance">{title}</h1>
        {line && <div className="mt-0.5 max-w-prose text-ink-soft">{line}</div>}
      </div>
      {actions && (
        <div data-screen="" className="flex flex-wrap items-center gap-2">
          {actions}
        </div>
      )}
    </header>
  );
}
