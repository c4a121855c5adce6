'use client';

import { useId } from 'react';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { FormField } from '#lib/service/policy/form-sections.ts';
import { isEntry } from './entry-value.ts';
import { FormRows } from './form-rows.tsx';

export interface FormFieldInputProps {
  field: FormField;
  value: unknown;
  /** `undefined`: unstated. */
  onChange: (value: unknown) => void;
  /** What is wrong with it, in words. */
  problem: string | undefined;
}

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value));
const texts = (value: unknown) => (Array.isArray(value) ? value.map(text) : []);

/** One key of the policy, filled in as its kind wants it. An empty field is unstated. */
export function FormFieldInput(props: FormFieldInputProps) {
  const { field, value, onChange, problem } = props;
  const label = field.required ? field.label : `${field.label} (optional)`;
  const hint = field.hint;
  switch (field.kind) {
    case 'kept':
      return null;
    case 'choice':
    case 'flag': {
      const options = field.kind === 'flag' ? ['true', 'false'] : field.options;
      const words = field.kind === 'flag' ? ['Yes', 'No'] : options;
      return (
        <Said hint={hint} problem={problem}>
          <Select
            label={label}
            value={text(value)}
            onChange={(event) => onChange(chosen(event.target.value, field.kind === 'flag'))}
            options={[
              { value: '', label: field.required ? 'Choose…' : 'Unstated' },
              ...options.map((option, index) => ({ value: option, label: words[index] ?? option })),
            ]}
          />
        </Said>
      );
    }
    case 'number':
      return (
        <Field
          label={label}
          hint={hint}
          problem={problem}
          inputMode="numeric"
          value={text(value)}
          onChange={(event) => onChange(numbered(event.target.value))}
        />
      );
    case 'long':
      return (
        <Said hint={hint} problem={problem}>
          <TextArea
            label={label}
            rows={2}
            value={text(value)}
            onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
          />
        </Said>
      );
    case 'texts':
      return <Texts {...props} label={label} />;
    case 'choices':
      return <Choices {...props} label={label} />;
    case 'rows':
      return (
        <FormRows
          label={label}
          hint={hint}
          fields={field.fields}
          rows={Array.isArray(value) ? value.filter(isEntry) : []}
          onChange={(rows) => onChange(rows.length === 0 ? undefined : rows)}
          problem={problem}
        />
      );
    default:
      return (
        <Field
          label={label}
          hint={hint}
          problem={problem}
          type={field.kind === 'day' ? 'date' : 'text'}
          value={text(value)}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
      );
  }
}

const chosen = (word: string, flag: boolean) => (word === '' ? undefined : flag ? word === 'true' : word);

/** A number where it is one; anything else stays as typed, and is said to be none by whoever checks the draft. */
function numbered(typed: string): unknown {
  const plain = typed.trim();
  if (plain === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

function Said({
  hint,
  problem,
  children,
}: {
  hint: string;
  problem: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <div className="grid content-start gap-1">
      {children}
      <p className={problem ? 'text-fine text-fail' : 'text-fine text-ink-faint'}>{problem ?? hint}</p>
    </div>
  );
}

/** Several texts, one a line. Unstated and an empty list are two things: nobody is meant to read it, say. */
function Texts({ field, value, onChange, problem, label }: FormFieldInputProps & { label: string }) {
  const stated = field.required || Array.isArray(value);
  return (
    <Said hint={field.hint} problem={problem}>
      {!field.required && (
        <Checkbox checked={stated} onChange={(checked) => onChange(checked ? [] : undefined)}>
          <span className="font-medium">{label}</span>
        </Checkbox>
      )}
      {stated && (
        <TextArea
          label={field.required ? label : `${field.label}, one a line`}
          hint="One a line; nothing is an empty list"
          rows={Math.min(8, Math.max(2, texts(value).length + 1))}
          mono
          value={texts(value).join('\n')}
          onChange={(event) => onChange(lines(event.target.value))}
        />
      )}
    </Said>
  );
}

const lines = (typed: string) => (typed === '' ? [] : typed.split('\n'));

function Choices({ field, value, onChange, problem, label }: FormFieldInputProps & { label: string }) {
  const id = useId();
  const picked = texts(value);
  return (
    <Said hint={field.hint} problem={problem}>
      <fieldset aria-labelledby={id} className="grid gap-1">
        <span id={id} className="font-medium">
          {label}
        </span>
        <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-3">
          {field.options.map((option) => (
            <Checkbox
              key={option}
              checked={picked.includes(option)}
              onChange={(checked) => {
                const next = field.options.filter((one) => (one === option ? checked : picked.includes(one)));
                onChange(next.length === 0 ? undefined : next);
              }}
            >
              <span className="font-mono text-fine">{option}</span>
            </Checkbox>
          ))}
        </div>
      </fieldset>
    </Said>
  );
}
