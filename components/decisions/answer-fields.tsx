'use client';

import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { DecisionField, DecisionOption } from '#lib/engine/policy/decision.ts';
import { type AnswerProblems, nameOfField, statedAt } from './answers.ts';

export interface AnswerFieldsProps {
  option: DecisionOption;
  values: Readonly<Record<string, string>>;
  onChange: (name: string, value: string) => void;
  problems: AnswerProblems;
  /** Makes the ids of lists of suggestions differ. */
  scope: string;
}

/** What an option needs to be filled in: an example stands as a placeholder, what the option means as a value. */
export function AnswerFields({ option, values, onChange, problems, scope }: AnswerFieldsProps) {
  const fields = option.fields ?? [];
  if (fields.length === 0) return null;
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
      {fields.map((field) => (
        <OneField
          key={nameOfField(field)}
          field={field}
          stated={statedAt(option.states, field)}
          said={values[nameOfField(field)]}
          problem={problems.find((one) => one.field === nameOfField(field))?.message}
          list={`${scope} ${nameOfField(field)}`}
          onChange={(value) => onChange(nameOfField(field), value)}
        />
      ))}
    </div>
  );
}

interface OneFieldProps {
  field: DecisionField;
  stated: string;
  said: string | undefined;
  problem: string | undefined;
  list: string;
  onChange: (value: string) => void;
}

function OneField({ field, stated, said, problem, list, onChange }: OneFieldProps) {
  const value = said ?? (field.given ? stated : '');
  const example = field.given || stated === '' ? '' : `for example ${stated.split('\n').join(', ')}`;
  const label = field.required || field.given ? field.label : `${field.label} (if any)`;
  if (field.kind === 'choice') {
    return (
      <Select
        label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={[
          ...(value === '' ? [{ value: '', label: 'Choose' }] : []),
          ...(field.choices ?? []).map((choice) => ({ value: choice, label: choice })),
        ]}
      />
    );
  }
  if (field.kind === 'list') {
    return (
      <TextArea
        label={label}
        rows={2}
        value={value}
        placeholder={example}
        onChange={(event) => onChange(event.target.value)}
        hint={problem === undefined ? 'One a line' : <span className="text-fail">{problem}</span>}
      />
    );
  }
  return (
    <>
      <Field
        label={label}
        type={field.kind === 'day' ? 'date' : 'text'}
        inputMode={field.kind === 'number' ? 'numeric' : undefined}
        value={value}
        placeholder={example}
        problem={problem}
        autoComplete="off"
        list={field.choices ? list : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {field.choices && (
        <datalist id={list}>
          {field.choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}
