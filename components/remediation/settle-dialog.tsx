'use client';

import { useState } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { AskDialog } from './ask-dialog.tsx';

export interface SettleDialogProps {
  view: RemediationView;
  onClose: () => void;
  onDone: () => void;
}

/** Where Postern cannot know whether a run took effect, a person who looked at the server says so. */
export function SettleDialog({ view, onClose, onDone }: SettleDialogProps) {
  const [found, setFound] = useState('');
  const undone = view.executions.find((one) => one.state === 'needs-human')?.direction === 'down';
  return (
    <AskDialog
      title="Say what happened"
      verb="Record it"
      path={`/api/remediations/${view.id}/settle`}
      body={() => ({ found })}
      reason={{
        label: 'How you know',
        hint: 'What you looked at on the server. It stands in the trail under your name.',
        required: true,
      }}
      focused
      onClose={onClose}
      onDone={onDone}
    >
      <p>
        {undone
          ? 'It was being undone. The change is still there if each of these holds on the server now:'
          : 'Its changes are there if each of these holds on the server now:'}
      </p>
      <ul className="grid max-h-48 list-disc gap-0.5 overflow-y-auto pl-5">
        {view.script.postconditions.map((condition) => (
          <li key={condition.sql}>
            <Hostile text={condition.says} />
          </li>
        ))}
      </ul>
      <Select
        label="What happened"
        required
        autoFocus
        value={found}
        onChange={(event) => setFound(event.target.value)}
        options={[
          { value: '', label: 'Choose' },
          ...(undone
            ? [
                { value: 'changed', label: 'It is undone' },
                { value: 'unchanged', label: 'It was not undone: the change is still there' },
              ]
            : [
                { value: 'changed', label: 'Its changes are there' },
                { value: 'unchanged', label: 'Nothing of it is there' },
              ]),
        ]}
      />
    </AskDialog>
  );
}
