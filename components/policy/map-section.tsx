'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';
import type { FieldKind, FormSection } from '#lib/service/policy/form-sections.ts';
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

const picked: readonly FieldKind[] = ['choice', 'flag', 'choices'];

/** One map of the policy, or one word of it, filled in place. */
export function MapSection({ section, value, problems, send }: MapSectionProps) {
  const word = section.shape === 'word';
  const before: FormEntry = word ? { word: value } : isEntry(value) ? value : {};
  const [entry, setEntry] = useState<FormEntry>(before);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const differs = (one: FormEntry) => JSON.stringify(one) !== JSON.stringify(before);
  const changed = differs(entry);

  async function write(wanted: FormEntry) {
    if (!differs(wanted)) return;
    setBusy(true);
    const next = word ? (wanted.word ?? null) : Object.keys(wanted).length === 0 ? null : wanted;
    const answer = await send([{ do: 'set', section: section.section, value: next }]);
    setBusy(false);
    setRefusal('refusal' in answer ? answer.refusal : null);
  }

  return (
    <form
      className="grid gap-4"
      // Whoever leaves a field has said it: nothing typed here is lost by saving, or by looking at the text.
      onBlur={() => void write(entry)}
      onSubmit={(event) => {
        event.preventDefault();
        void write(entry);
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
              onChange={(value) => {
                const next = withValue(entry, path, value);
                setEntry(next);
                // What is picked is said at once; what is typed, when its field is left.
                if (picked.includes(field.kind)) void write(next);
              }}
            />
          );
        })}
      </div>
      <Refusal text={refusal} />
      <div className="flex gap-2">
        <Button small type="submit" disabled={busy || !changed}>
          Write to the draft
        </Button>
      </div>
    </form>
  );
}
