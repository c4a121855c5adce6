'use client';

import { ChevronDown, ListFilter } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';

/** Facets left, list right; on a narrow screen the list comes first and the facets unfold above it. */
export function FindingLayout({ facets, children }: { facets: ReactNode; children: ReactNode }) {
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  return (
    <div className="grid gap-x-8 gap-y-4 print:block md:grid-cols-[11rem_minmax(0,1fr)] xl:grid-cols-[14rem_minmax(0,1fr)]">
      <aside data-screen="" aria-label="Filters" className="min-w-0">
        <Button
          className="md:hidden"
          aria-expanded={unfolded}
          aria-controls={id}
          onClick={() => setUnfolded(!unfolded)}
        >
          <ListFilter aria-hidden="true" />
          Filters
          <ChevronDown aria-hidden="true" className={unfolded ? 'rotate-180' : undefined} />
        </Button>
        <div id={id} className={classNames('md:block', unfolded ? 'mt-4' : 'hidden')}>
          {facets}
        </div>
      </aside>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
