'use client';

import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { TriageOptions } from '#lib/service/triage/triage-options.ts';
import type { TriageAction } from './triage-action.ts';
import type { TriageDraft } from './triage-request.ts';

export interface TriageFieldsProps {
  action: TriageAction;
  draft: TriageDraft;
  onChange: (draft: TriageDraft) => void;
  options: TriageOptions;
}

const notes: Readonly<Record<TriageAction, readonly [label: string, hint: string | null]>> = {
  accept: ['Reason', 'Why the risk is borne for now. It stands in the policy.'],
  'false-positive': ['Reason', 'Why this is no defect. The control still runs; other evidence reopens it.'],
  baseline: [
    'Reason',
    'Why these rows are right as they are. A new row, or one of these that changes, is a finding.',
  ],
  remediate: ['Note', 'A ticket or a plan, if there is one.'],
  assign: ['Note', null],
  comment: ['Comment', 'Plain text.'],
  reopen: ['Reason', 'Needed where it was a false positive.'],
};

const optional: readonly TriageAction[] = ['remediate', 'assign', 'reopen'];

/** The fields one action needs. */
export function TriageFields({ action, draft, onChange, options }: TriageFieldsProps) {
  const set = (change: Partial<TriageDraft>) => onChange({ ...draft, ...change });
  const [label, hint] = notes[action];
  return (
    <>
      {action === 'assign' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="Assign to"
            autoFocus
            value={draft.assignee}
            onChange={(event) => set({ assignee: event.target.value })}
            options={[
              { value: '', label: 'Nobody' },
              ...options.people.map(({ id, name }) => ({
                value: id,
                label: id === options.me ? `${name} (you)` : name,
              })),
            ]}
          />
          <Field
            label="Due"
            type="date"
            min={options.today}
            value={draft.due}
            onChange={(event) => set({ due: event.target.value })}
            hint="May stay empty"
          />
        </div>
      )}
      <TextArea
        label={optional.includes(action) ? `${label} (may stay empty)` : label}
        hint={hint ?? undefined}
        rows={3}
        maxLength={4000}
        required={!optional.includes(action)}
        autoFocus={action !== 'assign'}
        value={draft.note}
        onChange={(event) => set({ note: event.target.value })}
      />
      {action === 'accept' && <AcceptanceFields draft={draft} set={set} options={options} />}
      {(action === 'accept' || action === 'false-positive' || action === 'baseline') && (
        <Notice>Nothing changes until another person has approved it.</Notice>
      )}
    </>
  );
}

function AcceptanceFields({
  draft,
  set,
  options,
}: {
  draft: TriageDraft;
  set: (change: Partial<TriageDraft>) => void;
  options: TriageOptions;
}) {
  return (
    <>
      <TextArea
        label="Compensating control"
        hint="What stands in for the control meanwhile."
        rows={2}
        maxLength={1000}
        required
        value={draft.compensatingControl}
        onChange={(event) => set({ compensatingControl: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Until"
          type="date"
          required
          min={options.today}
          max={options.latestEnd}
          value={draft.until}
          onChange={(event) => set({ until: event.target.value })}
          hint={`To the end of that day, UTC; ${options.latestEnd} at the latest`}
        />
        <Select
          label="What is accepted"
          value={draft.scope}
          onChange={(event) => set({ scope: event.target.value === 'control' ? 'control' : 'object' })}
          options={[
            { value: 'object', label: 'These findings' },
            { value: 'control', label: 'All their controls find' },
          ]}
        />
      </div>
      {draft.scope === 'control' && (
        <Notice tone="partial">
          Whatever the controls of these findings find until then is accepted too, also on objects that do not
          exist yet.
        </Notice>
      )}
    </>
  );
}
