'use client';

import { roleNames } from '#components/people/role-name.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { severityWords } from '#components/ui/severity-mark.tsx';
import type { ApprovalRule } from '#lib/service/remediation/approval-rule.ts';
import type { ChangeKind } from '#lib/service/remediation/change-kind.ts';

/** What the change-kind column offers, with what each means. */
export interface KindChoice {
  readonly kind: ChangeKind;
  readonly means: string;
}

export interface RuleFieldsProps {
  rule: ApprovalRule;
  kinds: readonly KindChoice[];
  onChange: (rule: ApprovalRule) => void;
  onRemove: () => void;
}

const environments = ['production', 'staging', 'development'] as const;
const approvers = ['administrator', 'reviewer', 'dba'] as const;
const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** One rule: for what, how many people, which, for how long. */
export function RuleFields({ rule, kinds, onChange, onRemove }: RuleFieldsProps) {
  const set = (change: Partial<ApprovalRule>) => onChange({ ...rule, ...change });
  return (
    <fieldset className="grid gap-4 rounded-sm border bg-surface p-4">
      <legend className="sr-only">Rule {rule.name}</legend>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem_8rem_auto] sm:items-start">
        <Field
          label="Name"
          required
          maxLength={100}
          value={rule.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <Field
          label="Approvals"
          type="number"
          min={1}
          max={5}
          required
          value={rule.approvals}
          onChange={(event) => set({ approvals: event.target.valueAsNumber || 1 })}
        />
        <Field
          label="Hold for hours"
          type="number"
          min={1}
          max={168}
          required
          value={rule.hours}
          onChange={(event) => set({ hours: event.target.valueAsNumber || 1 })}
        />
        <Button kind="quiet" className="sm:mt-6" onClick={onRemove}>
          Remove
        </Button>
      </div>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-[9rem_8rem_minmax(0,1fr)_10rem]">
        <Choices
          title="On"
          all={environments.map((value) => ({ value, label: value }))}
          chosen={rule.environments}
          onChange={(chosen) => set({ environments: chosen })}
        />
        <Choices
          title="Worst finding"
          all={severities.map((value) => ({ value, label: severityWords[value] }))}
          chosen={rule.severities}
          onChange={(chosen) => set({ severities: chosen })}
        />
        <Choices
          title="Changes"
          all={kinds.map(({ kind, means }) => ({ value: kind, label: kind, means }))}
          chosen={rule.kinds}
          onChange={(chosen) => set({ kinds: chosen })}
        />
        <Choices
          title="Approved by"
          all={approvers.map((value) => ({ value, label: roleNames[value] }))}
          chosen={rule.roles}
          onChange={(chosen) => set({ roles: chosen })}
        />
      </div>
    </fieldset>
  );
}

function Choices<Value extends string>({
  title,
  all,
  chosen,
  onChange,
}: {
  title: string;
  all: readonly { readonly value: Value; readonly label: string; readonly means?: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-fine text-ink-faint">{title}</legend>
      <div className="grid gap-1">
        {all.map(({ value, label, means }) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onChange={(on) =>
              onChange(
                all.map((one) => one.value).filter((one) => (one === value ? on : chosen.includes(one))),
              )
            }
          >
            {label}
            {means && <span className="text-fine text-ink-faint"> {means}</span>}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
