'use client';

import { Plus, Trash2 } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import type { FormField } from '#lib/service/policy/form-sections.ts';
import { type FormEntry, valueAt, withValue } from './entry-value.ts';
import { FormFieldInput } from './form-field.tsx';

export interface FormRowsProps {
  label: string;
  hint: string;
  fields: readonly FormField[];
  rows: readonly FormEntry[];
  onChange: (rows: readonly FormEntry[]) => void;
  problem: string | undefined;
}

/** A list inside an entry, such as what a role may do: each row with its own fields. */
export function FormRows({ label, hint, fields, rows, onChange, problem }: FormRowsProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="font-medium">{label}</legend>
      <p className={problem ? 'text-fine text-fail' : 'text-fine text-ink-faint'}>{problem ?? hint}</p>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
          key={index}
          className="grid gap-3 rounded-sm border border-line p-3"
        >
          {fields.map((field) => (
            <FormFieldInput
              key={field.path.join('.')}
              field={field}
              value={valueAt(row, field.path)}
              problem={undefined}
              onChange={(value) =>
                onChange(rows.map((one, at) => (at === index ? withValue(one, field.path, value) : one)))
              }
            />
          ))}
          <div>
            <Button small onClick={() => onChange(rows.filter((_, at) => at !== index))}>
              <Trash2 aria-hidden="true" />
              Remove this row
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button small onClick={() => onChange([...rows, {}])}>
          <Plus aria-hidden="true" />
          Add a row
        </Button>
      </div>
    </fieldset>
  );
}
