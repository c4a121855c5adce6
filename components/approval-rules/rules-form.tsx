'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { fieldProblems } from '#components/frame/field-problems.ts';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { ApprovalRule } from '#lib/service/remediation/approval-rule.ts';
import { type KindChoice, RuleFields } from './rule-fields.tsx';

const answered = z.looseObject({ state: z.string() });

export interface RulesFormProps {
  /** The version these are; 0 the built-in ones. */
  version: number;
  rules: readonly ApprovalRule[];
  kinds: readonly KindChoice[];
}

/** The rules as one document: what is saved replaces them all; what loosens waits for a second administrator. */
export function RulesForm({ version, rules, kinds }: RulesFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<readonly { readonly key: number; readonly rule: ApprovalRule }[]>([]);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [said, setSaid] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  function begin() {
    setDraft(rules.map((rule, key) => ({ key, rule })));
    setReason('');
    setProblem(null);
    setProblems({});
    setSaid(null);
    setOpen(true);
  }

  /** Of two rules that fit the first counts: their order is part of what they say. */
  function moveUp(key: number) {
    const at = draft.findIndex((one) => one.key === key);
    const [before, moved] = [draft[at - 1], draft[at]];
    if (before === undefined || moved === undefined) return;
    setDraft(draft.map((one, place) => (place === at - 1 ? moved : place === at ? before : one)));
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    setProblems({});
    setSaid(null);
    const answer = await send('POST', '/api/approval-rules', {
      rules: draft.map((one) => one.rule),
      basedOn: version,
      reason: reason.trim(),
    });
    setSending(false);
    if (!answer.ok) {
      const told = fieldProblems(answer.details);
      setProblems(told);
      return setProblem(
        Object.keys(told).some((field) => field.startsWith('rules.'))
          ? 'Something above is not right yet.'
          : (told.rules ?? answer.message),
      );
    }
    const read = answered.safeParse(answer.body);
    setSaid(
      read.success && read.data.state === 'waiting'
        ? 'It loosens what has to be approved: another administrator has to agree first.'
        : 'Saved. It counts from now on.',
    );
    setOpen(false);
    router.refresh();
  }

  const blank = (): ApprovalRule => ({
    name: `Rule ${draft.length + 1}`,
    environments: ['production'],
    severities: ['critical', 'high', 'medium', 'low', 'info'],
    kinds: kinds.map(({ kind }) => kind),
    approvals: 1,
    roles: ['administrator', 'reviewer'],
    hours: 24,
  });

  if (!open)
    return (
      <div className="grid justify-items-start gap-3">
        {said && (
          <Notice tone="pass" live>
            {said}
          </Notice>
        )}
        <Button autoFocus={said !== null} onClick={begin}>
          Change the rules…
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className="grid gap-4">
      {draft.map(({ key, rule }, at) => (
        <RuleFields
          key={key}
          rule={rule}
          kinds={kinds}
          first={at === 0}
          problems={problemsOf(problems, at)}
          onMoveUp={() => moveUp(key)}
          onChange={(next) => setDraft(draft.map((one) => (one.key === key ? { key, rule: next } : one)))}
          onRemove={() => setDraft(draft.filter((one) => one.key !== key))}
        />
      ))}
      {draft.length === 0 && (
        <Notice tone="fail">Without a rule nothing may be submitted: what no rule allows is denied.</Notice>
      )}
      <div>
        <Button
          small
          onClick={() =>
            setDraft([...draft, { key: Math.max(-1, ...draft.map((one) => one.key)) + 1, rule: blank() }])
          }
        >
          Add a rule
        </Button>
      </div>
      <TextArea
        label="Why"
        rows={2}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        hint="It stands in the trail."
      />
      <Refusal text={problem} />
      <div className="flex gap-2">
        <Button type="submit" kind="primary" disabled={sending}>
          Save the rules
        </Button>
        <Button kind="quiet" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Of what the server says, what is of one rule, by its own fields. */
function problemsOf(
  problems: Readonly<Record<string, string>>,
  at: number,
): Readonly<Record<string, string>> {
  const prefix = `rules.${at}.`;
  return Object.fromEntries(
    Object.entries(problems).flatMap(([field, words]) =>
      field.startsWith(prefix) ? [[field.slice(prefix.length), words]] : [],
    ),
  );
}
