'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { ThreatNote } from '#lib/service/coverage/threat-notes.ts';

export interface ThreatNotePartProps {
  targetId: string;
  /** Key of the row. */
  row: string;
  note: ThreatNote | null;
  mayAnnotate: boolean;
}

const historyShape = z.array(z.object({ text: z.string(), author: z.string().nullable(), at: z.string() }));

/** What a person says of what remains, beside what Postern computes; earlier notes stay readable. */
export function ThreatNotePart({ targetId, row, note, mayAnnotate }: ThreatNotePartProps) {
  const router = useRouter();
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const address = `/api/targets/${targetId}/coverage/notes`;

  async function save(next: string) {
    setSaving(true);
    const answer = await send('POST', address, { row, text: next });
    setSaving(false);
    setFailure(answer.ok ? null : answer.message);
    if (!answer.ok) return;
    setText(null);
    router.refresh();
  }

  return (
    <section aria-label="Note on what remains" className="grid gap-2">
      {note && <NoteText note={note} />}
      <Refusal text={failure} />
      {text === null ? (
        <div className="flex flex-wrap items-baseline gap-2">
          {mayAnnotate && (
            <Button small onClick={() => setText(note?.text ?? '')}>
              {note ? 'Change the note' : 'Write a note'}
            </Button>
          )}
          {note && <NoteHistory address={`${address}?${new URLSearchParams({ row })}`} at={note.at} />}
        </div>
      ) : (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void save(text);
          }}
        >
          <TextArea
            label="What remains, and why it is borne"
            rows={4}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
            hint="Stands beside the computed risk; it changes no status. Without text the note is taken back."
          />
          <div className="flex gap-2">
            <Button type="submit" kind="primary" small disabled={saving}>
              Save
            </Button>
            <Button small disabled={saving} onClick={() => setText(null)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

function NoteText({ note }: { note: ThreatNote }) {
  return (
    <blockquote className="border-l-2 border-line-strong pl-3">
      {note.text === '' ? (
        <p className="text-ink-faint">took the note back</p>
      ) : (
        note.text.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity
          <p key={index}>
            <Hostile text={line} />
          </p>
        ))
      )}
      <footer className="text-fine text-ink-faint">
        <Hostile text={note.author ?? 'Postern'} />, <RelativeTime at={note.at} />
      </footer>
    </blockquote>
  );
}

function NoteHistory({ address, at }: { address: string; at: string }) {
  const [open, setOpen] = useState(false);
  const history = useQuery({
    queryKey: ['note-history', address, at],
    enabled: open,
    queryFn: async () => {
      const answer = await send('GET', address);
      if (!answer.ok) throw new Error(answer.message);
      return historyShape.parse(answer.body);
    },
  });
  return (
    <details className="w-full" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="text-fine text-accent">History</summary>
      {history.isError && <p className="text-fail">{history.error.message}</p>}
      {history.isLoading && <p className="text-fine text-ink-faint">Loading…</p>}
      <ol className="grid gap-3 pt-2">
        {history.data?.map((note) => (
          <li key={note.at}>
            <NoteText note={note} />
          </li>
        ))}
      </ol>
    </details>
  );
}
