'use client';

import { roleNames } from '#components/people/role-name.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { classNames } from '#components/ui/class-names.ts';
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
  /** It takes the focus, and cannot go further up. */
  first: boolean;
  /** What the server says is wrong with it, by field. */
  problems: Readonly<Record<string, string>>;
  onMoveUp: () => void;
  onChange: (rule: ApprovalRule) => void;
  onRemove: () => void;
}

const environments = ['production', 'staging', 'development'] as const;
const approvers = ['administrator', 'reviewer', 'dba'] as const;
const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** One rule: for what, how many people, which, for how long. */
export function RuleFields({ rule, kinds, first, problems, onMoveUp, onChange, onRemove }: RuleFieldsProps) {
  const set = (change: Partial<ApprovalRule>) => onChange({ ...rule, ...change });
  return (
    <fieldset className="grid gap-4 rounded-sm border bg-surface p-4">
      <legend className="sr-only">Rule {rule.name}</legend>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem_8rem_auto] sm:items-start">
        <Field
          label="Name"
          required
          autoFocus={first}
          problem={problems.name}
          maxLength={100}
          value={rule.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <Field
          label="Approvals"
          problem={problems.approvals}
          type="number"
          min={1}
          max={5}
          required
          value={rule.approvals}
          onChange={(event) => set({ approvals: event.target.valueAsNumber || 1 })}
        />
        <Field
          label="Hold for hours"
          problem={problems.hours}
          type="number"
          min={1}
          max={168}
          required
          value={rule.hours}
          onChange={(event) => set({ hours: event.target.valueAsNumber || 1 })}
        />
        <div className="flex sm:mt-6">
          <Button kind="quiet" disabled={first} aria-label={`Move up ${rule.name}`} onClick={onMoveUp}>
            Move up
          </Button>
          <Button kind="quiet" aria-label={`Remove ${rule.name}`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      </div>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-[9rem_8rem_minmax(0,1fr)_10rem]">
        <Choices
          title="On"
          problem={problems.environments}
          all={environments.map((value) => ({ value, label: value }))}
          chosen={rule.environments}
          onChange={(chosen) => set({ environments: chosen })}
        />
        <Choices
          title="Worst finding"
          problem={problems.severities}
          all={severities.map((value) => ({ value, label: severityWords[value] }))}
          chosen={rule.severities}
          onChange={(chosen) => set({ severities: chosen })}
        />
        <Choices
          title="Changes"
          problem={problems.kinds}
          all={kinds.map(({ kind, means }) => ({ value: kind, label: kind, means }))}
          chosen={rule.kinds}
          onChange={(chosen) => set({ kinds: chosen })}
        />
        <Choices
          title="Approved by"
          problem={problems.roles}
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
  problem,
  all,
  chosen,
  onChange,
}: {
  title: string;
  problem: string | undefined;
  all: readonly { readonly value: Value; readonly label: string; readonly means?: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className={classNames('mb-1 text-fine', problem ? 'text-fail' : 'text-ink-faint')}>
        {title}
        {problem && `: ${problem}`}
      </legend>
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
