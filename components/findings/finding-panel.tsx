'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import { Panel } from '#components/ui/panel.tsx';

export interface FindingPanelProps {
  fingerprint: string;
  title: string;
  /** The list without anything beside it. */
  listHref: string;
  children: ReactNode;
}

/** Shows a finding beside its list. Closes at once, and then goes back to the list's own address. */
export function FindingPanel({ fingerprint, title, listHref, children }: FindingPanelProps) {
  const router = useRouter();
  const [closed, setClosed] = useState<string | null>(null);

  function close() {
    setClosed(fingerprint);
    router.replace(listHref, { scroll: false });
  }

  return (
    <Panel
      open={closed !== fingerprint}
      onClose={close}
      title={<Hostile text={title} />}
      returnTo={() => document.querySelector('[data-finding-row][aria-current="true"]')}
    >
      <div data-finding-panel className="contents">
        {children}
      </div>
    </Panel>
  );
}
