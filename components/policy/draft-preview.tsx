'use client';

import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Select } from '#components/ui/select.tsx';
import { ChangeView } from './change-view.tsx';
import { type Change, changeShape } from './draft-answers.ts';

export interface DraftPreviewProps {
  /** Null: the organisation's policy, which is looked at for one database at a time. */
  targetId: string | null;
  databases: readonly { readonly id: string; readonly name: string }[];
  text: string;
  titles: Readonly<Record<string, string>>;
}

/** What the draft would change, judged on what the last scan read; nothing is saved and no server is asked. */
export function DraftPreview({ targetId, databases, text, titles }: DraftPreviewProps) {
  const [picked, setPicked] = useState(targetId ?? databases[0]?.id ?? null);
  const [seen, setSeen] = useState<{ readonly change: Change; readonly text: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function look() {
    setBusy(true);
    setProblem(null);
    const layer = targetId === null ? 'organisation' : 'database';
    const answer = await send('POST', '/api/policy/preview', { targetId: picked, layer, text });
    setBusy(false);
    const change = answer.ok ? changeShape.safeParse(answer.body) : null;
    if (change?.success) setSeen({ change: change.data, text });
    else setProblem(answer.ok ? 'Postern answered something else than a preview.' : answer.message);
  }

  if (picked === null) return null;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-3">
        {targetId === null && (
          <Select
            label="Preview for"
            value={picked}
            onChange={(event) => setPicked(event.target.value)}
            options={databases.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Button onClick={() => void look()} disabled={busy}>
          {busy ? 'Judging the last snapshot…' : 'Preview what would change'}
        </Button>
        <span className="text-fine text-ink-faint">
          Judged on what the last scan read. Nothing is saved, and no server is asked.
        </span>
      </div>
      <Refusal text={problem} />
      {seen && (
        <div aria-live="polite">
          {seen.text !== text && (
            <p className="mb-2 text-fine text-partial">The draft has changed since this preview.</p>
          )}
          <ChangeView change={seen.change} titles={titles} />
        </div>
      )}
    </div>
  );
}
