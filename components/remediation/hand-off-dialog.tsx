'use client';

import { useState } from 'react';
import { z } from 'zod';
import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { AskDialog } from './ask-dialog.tsx';
import { rehearsalWords } from './rehearsal-words.ts';

const formats = [
  { value: 'plain', label: 'Plain SQL' },
  { value: 'flyway', label: 'Flyway' },
  { value: 'liquibase', label: 'Liquibase' },
  { value: 'prisma', label: 'Prisma' },
  { value: 'sqitch', label: 'sqitch' },
];

const handed = z.object({ id: z.string() });

export interface HandOffDialogProps {
  view: RemediationView;
  onClose: () => void;
  onDone: () => void;
}

/** The change as a migration in the format its owner uses; it is followed until a scan sees it landed. */
export function HandOffDialog({ view, onClose, onDone }: HandOffDialogProps) {
  const [format, setFormat] = useState('plain');
  const [rehearsal] = view.rehearsals;
  return (
    <AskDialog
      title="Hand off as a migration"
      verb="Hand off and download"
      path={`/api/remediations/${view.id}/hand-off`}
      body={() => ({ format })}
      onClose={onClose}
      onDone={(answer) => {
        const read = handed.safeParse(answer.body);
        if (read.success) window.location.assign(`/api/remediations/${view.id}/hand-offs/${read.data.id}`);
        onDone();
      }}
    >
      <p>
        Postern does not run it: whoever owns the schema does, with their own tool. It is followed until a
        scan sees that it has landed.
      </p>
      <p className={rehearsal?.outcome === 'failed' ? 'text-fail' : 'text-ink-soft'}>
        {rehearsal === undefined ? (
          'It has not been rehearsed yet: whoever runs it will ask for that.'
        ) : (
          <>
            Rehearsed <RelativeTime at={rehearsal.at} />: <Hostile text={rehearsalWords(rehearsal)} />
          </>
        )}
      </p>
      <Select
        label="Format"
        value={format}
        onChange={(event) => setFormat(event.target.value)}
        options={formats}
      />
    </AskDialog>
  );
}
