'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';
import type { FormSection } from '#lib/service/policy/form-sections.ts';
import { type FormEntry, isEntry, valueAt, withValue } from './entry-value.ts';
import { FormFieldInput } from './form-field.tsx';
import { problemOf } from './problem-places.ts';
import type { SendEdits } from './use-draft.ts';

export interface MapSectionProps {
  section: FormSection;
  value: unknown;
  problems: readonly DraftProblem[];
  send: SendEdits;
}

/** One map of the policy, or one word of it, filled in place. */
export function MapSection({ section, value, problems, send }: MapSectionProps) {
  const word = section.shape === 'word';
  const before: FormEntry = word ? { word: value } : isEntry(value) ? value : {};
  const [entry, setEntry] = useState<FormEntry>(before);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(entry) !== JSON.stringify(before);

  async function write() {
    if (!changed) return;
    setBusy(true);
    const next = word ? (entry.word ?? null) : Object.keys(entry).length === 0 ? null : entry;
    const answer = await send([{ do: 'set', section: section.section, value: next }]);
    setBusy(false);
    setRefusal('refusal' in answer ? answer.refusal : null);
  }

  return (
    <form
      className="grid gap-4"
      // Whoever leaves a field has said it: nothing typed here is lost by saving, or by looking at the text.
      onBlur={() => void write()}
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
        {section.fields.map((field) => {
          const path = word ? ['word'] : field.path;
          return (
            <FormFieldInput
              key={path.join('.')}
              field={field}
              value={valueAt(entry, path)}
              problem={problemOf(problems, [section.section, ...field.path].join('.'))}
              onChange={(next) => setEntry(withValue(entry, path, next))}
            />
          );
        })}
      </div>
      {refusal && (
        <Notice tone="fail" live>
          <Hostile text={refusal} />
        </Notice>
      )}
      <div className="flex gap-2">
        <Button small type="submit" disabled={busy || !changed}>
          Write to the draft
        </Button>
      </div>
    </form>
  );
}
