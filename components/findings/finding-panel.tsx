'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import { Panel } from '#components/ui/panel.tsx';

/** Shows a finding beside its list. Closing goes back to the list's own address. */
export function FindingPanel({
  title,
  listHref,
  children,
}: {
  title: string;
  listHref: string;
  children: ReactNode;
}) {
  const router = useRouter();
  return (
    <Panel open onClose={() => router.replace(listHref, { scroll: false })} title={<Hostile text={title} />}>
      <div data-finding-panel className="contents">
        {children}
      </div>
    </Panel>
  );
}
