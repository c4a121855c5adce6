'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Modal } from '#components/ui/modal.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';
import type { FormSection } from '#lib/service/policy/form-sections.ts';
import { type FormEntry, valueAt, withValue } from './entry-value.ts';
import { FormFieldInput } from './form-field.tsx';
import { problemOf } from './problem-places.ts';

export interface EntryDialogProps {
  section: FormSection;
  entry: FormEntry;
  isNew: boolean;
  /** Of this entry, where the draft has it already. */
  problems: readonly DraftProblem[];
  /** Where the entry stands in the document, for example `roles[2]`; the section's name for one map. */
  place: string;
  /** Writes it into the draft. Answers why not, or null. */
  onWrite: (entry: FormEntry) => Promise<string | null>;
  onClose: () => void;
}

/** One entry of a list, key by key. It is written into the draft; nothing is saved until the draft is. */
export function EntryDialog({
  section,
  entry: before,
  isNew,
  problems,
  place,
  onWrite,
  onClose,
}: EntryDialogProps) {
  const [entry, setEntry] = useState(before);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function write() {
    setBusy(true);
    setRefusal(null);
    setRefusal(await onWrite(entry));
    setBusy(false);
  }

  return (
    <Modal open onClose={onClose} title={`${isNew ? 'Add to' : 'Edit in'} ${section.title.toLowerCase()}`}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        {section.fields.map((field) => (
          <FormFieldInput
            key={field.path.join('.')}
            field={field}
            value={valueAt(entry, field.path)}
            problem={problemOf(problems, `${place}.${field.path.join('.')}`)}
            onChange={(value) => setEntry(withValue(entry, field.path, value))}
          />
        ))}
        <Refusal text={refusal} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{isNew ? 'Leave it' : 'Close'}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {isNew ? 'Add to the draft' : 'Write to the draft'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
