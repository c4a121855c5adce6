'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { PolicyProblem } from '#lib/engine/policy/policy-problem.ts';
import { NumberedText } from './numbered-text.tsx';
import { PolicyProblems } from './policy-problems.tsx';
import { readProblems } from './read-problems.ts';

export interface PolicyEditorProps {
  targetId: string;
  text: string;
  /** The newest version: saving is refused when somebody saved another in between. */
  basedOn: number;
  doneHref: string;
}

/** The policy as text, with what is wrong with it by line. Nothing is saved that does not load. */
export function PolicyEditor({ targetId, text: before, basedOn, doneHref }: PolicyEditorProps) {
  const router = useRouter();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(before);
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<readonly PolicyProblem[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function save() {
    setBusy(true);
    setSaid(null);
    const answer = await send('PUT', `/api/targets/${targetId}/policy`, { text, reason, basedOn });
    setBusy(false);
    if (answer.ok) {
      router.push(doneHref);
      router.refresh();
      return;
    }
    setProblems(readProblems(answer.details) ?? []);
    setSaid(answer.message);
  }

  function goTo(line: number) {
    const field = area.current;
    if (!field) return;
    const from =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    const end = text.indexOf('\n', from);
    field.focus();
    field.setSelectionRange(from, end < 0 ? text.length : end);
  }

  return (
    <form
      className="grid min-w-0 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <NumberedText ref={area} label="Policy, as YAML" text={text} onChange={setText} problems={problems} />
      {said && (
        <Notice tone="fail" live>
          {said}
        </Notice>
      )}
      <PolicyProblems problems={problems} onGo={goTo} />
      <div className="flex flex-wrap items-end gap-3">
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
          <Button kind="primary" type="submit" disabled={busy || reason.trim() === '' || text === before}>
            Save as version {basedOn + 1}
          </Button>
        </div>
      </div>
    </form>
  );
}
