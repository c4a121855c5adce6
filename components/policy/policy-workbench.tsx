'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Field } from '#components/ui/field.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { FormSection } from '#lib/service/policy/form-sections.ts';
import { outcomeShape, type Rebased, rebasedShape } from './draft-answers.ts';
import { DraftConflict } from './draft-conflict.tsx';
import { DraftPreview } from './draft-preview.tsx';
import { NumberedText } from './numbered-text.tsx';
import { PolicyForm } from './policy-form.tsx';
import { PolicyProblems } from './policy-problems.tsx';
import { readProblems } from './read-problems.ts';
import { useDraft } from './use-draft.ts';

export interface PolicyWorkbenchProps {
  /** Null: the organisation's policy. */
  targetId: string | null;
  text: string;
  /** The version in force: saving is refused when somebody saved another in between. */
  basedOn: number;
  doneHref: string;
  sections: readonly FormSection[];
  databases: readonly { readonly id: string; readonly name: string }[];
  titles: Readonly<Record<string, string>>;
}

/** One draft of a policy, edited as a form and as text: what is wrong with it by line, what it would change, and saving it. */
export function PolicyWorkbench(props: PolicyWorkbenchProps) {
  const { targetId, text: before, doneHref, sections } = props;
  const router = useRouter();
  const area = useRef<HTMLTextAreaElement>(null);
  const met = useRef<HTMLDivElement>(null);
  const [basedOn, setBasedOn] = useState(props.basedOn);
  const draft = useDraft(targetId, before, props.basedOn);
  const [view, setView] = useState<'form' | 'text'>('form');
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Rebased | null>(null);
  const [busy, setBusy] = useState(false);
  const path = targetId === null ? '/api/policy' : `/api/targets/${targetId}/policy`;
  const unreadable = draft.document === null && draft.problems.length > 0;

  useEffect(() => {
    if (conflict) met.current?.scrollIntoView({ block: 'center' });
  }, [conflict]);

  async function save() {
    setBusy(true);
    setSaid(null);
    const answer = await send('PUT', path, { text: await draft.settled(), reason, basedOn });
    if (answer.ok) {
      draft.forget();
      const outcome = outcomeShape.safeParse(answer.body);
      const waits = outcome.success && outcome.data.state === 'proposed';
      router.push(waits ? `${doneHref}?proposed=1` : doneHref);
      router.refresh();
      return;
    }
    if (answer.code === 'conflict') await meet();
    else draft.setProblems(readProblems(answer.details) ?? draft.problems);
    setSaid(answer.message);
    setBusy(false);
  }

  /** Somebody saved in between: asks what they changed. The draft stays as it is. */
  async function meet() {
    const answer = await send('POST', '/api/policy/rebase', { targetId, text: draft.text, basedOn });
    const rebased = answer.ok ? rebasedShape.safeParse(answer.body) : null;
    if (rebased?.success) setConflict(rebased.data);
  }

  function goOn(text: string, version: number) {
    setBasedOn(version);
    setConflict(null);
    setSaid(null);
    void draft.begin(text);
  }

  async function show(next: 'form' | 'text') {
    await draft.read();
    setView(next);
  }

  function goTo(line: number) {
    setView('text');
    requestAnimationFrame(() => {
      const field = area.current;
      if (!field) return;
      const lines = draft.text.split('\n');
      const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      field.focus();
      field.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
    });
  }

  return (
    <div className="grid min-w-0 gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <fieldset aria-label="Edit as" className="flex rounded-md border border-line-strong bg-surface">
          {(['form', 'text'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={view === one}
              onClick={() => void show(one)}
              className={classNames(
                'h-7.5 rounded-sm px-3',
                view === one ? 'bg-accent-wash font-medium text-accent' : 'text-ink-soft hover:bg-sunken',
              )}
            >
              {one === 'form' ? 'As a form' : 'As text'}
            </button>
          ))}
        </fieldset>
        <span className="text-fine text-ink-faint">
          One draft, on top of version {basedOn}. Comments and layout of the text stay.
        </span>
      </div>
      {draft.found && (
        <Notice tone="accent">
          <span className="flex flex-wrap items-center justify-between gap-2">
            This is the draft you left here earlier.
            <Button
              small
              onClick={() => {
                void draft.begin(before);
              }}
            >
              Begin anew from version {props.basedOn}
            </Button>
          </span>
        </Notice>
      )}
      {view === 'text' && (
        <NumberedText
          ref={area}
          label="Policy, as YAML"
          text={draft.text}
          onChange={draft.setText}
          problems={draft.problems.filter((problem) => !problem.foreign)}
        />
      )}
      {view === 'form' && unreadable && (
        <Notice tone="partial">
          The text cannot be read as it stands, so there is no form of it. Mend it as text; nothing is lost.
        </Notice>
      )}
      {view === 'form' && draft.document !== null && (
        <PolicyForm
          key={draft.generation}
          sections={sections}
          document={draft.document}
          problems={draft.problems}
          send={draft.edit}
        />
      )}
      <PolicyProblems problems={draft.problems} onGo={goTo} />
      <div className="grid gap-4 border-t border-line-strong/60 pt-4">
        <DraftPreview
          targetId={targetId}
          databases={props.databases}
          text={draft.text}
          titles={props.titles}
        />
        {said && !conflict && (
          <Notice tone="fail" live>
            <Hostile text={said} />
          </Notice>
        )}
        {conflict && (
          <div ref={met}>
            <DraftConflict
              rebased={conflict}
              basedOn={basedOn}
              onTake={goOn}
              onOverwrite={(version) => goOn(draft.text, version)}
            />
          </div>
        )}
      </div>
      <form
        className="sticky bottom-0 z-10 flex flex-wrap items-end gap-3 border-t border-line-strong/60 bg-canvas pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          className="min-w-72 flex-1"
          label="Why"
          hint="For whoever reads the versions later"
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex gap-2 pb-5.5">
          <LinkButton href={doneHref}>Leave it</LinkButton>
          <Button
            kind="primary"
            type="submit"
            disabled={busy || reason.trim() === '' || draft.text === before}
          >
            Save as version {basedOn + 1}
          </Button>
        </div>
      </form>
    </div>
  );
}
