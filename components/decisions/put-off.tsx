'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';

export interface PutOffProps {
  targetId: string;
  decision: string;
  chosen: boolean;
  onForget: () => void;
}

/** Decide later, with a note. It answers nothing: the question stays, and what waits for it stays unknown. */
export function PutOff({ targetId, decision, chosen, onForget }: PutOffProps) {
  const router = useRouter();
  const [note, setNote] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | undefined>();

  async function save(text: string) {
    const answer = await send('POST', `/api/targets/${targetId}/decisions/notes`, { decision, note: text });
    setFailure(answer.ok ? undefined : answer.message);
    if (!answer.ok) return;
    setNote(null);
    router.refresh();
  }

  if (note === null) {
    return (
      <div className="flex gap-2">
        {chosen && (
          <Button small onClick={onForget}>
            Take the answer back
          </Button>
        )}
        <Button small kind="quiet" onClick={() => setNote('')}>
          Decide later…
        </Button>
      </div>
    );
  }
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save(note);
      }}
    >
      <Field
        className="min-w-72 flex-1"
        label="Why it has to wait"
        hint="It stays open, and what waits for it stays unknown."
        maxLength={1000}
        problem={failure}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="flex gap-2 pb-5.5">
        <Button small onClick={() => setNote(null)}>
          Leave it
        </Button>
        <Button small kind="primary" type="submit" disabled={note.trim() === ''}>
          Put it off
        </Button>
      </div>
    </form>
  );
}
