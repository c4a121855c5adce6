import type { ReactNode } from 'react';

/** Facets left, list right. */
export function FindingLayout({ facets, children }: { facets: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-[11rem_minmax(0,1fr)] xl:grid-cols-[14rem_minmax(0,1fr)]">
      <aside aria-label="Filters" className="min-w-0">
        {facets}
      </aside>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
