'use client';

import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { ChangedFile } from '#lib/service/network/changed-file.ts';
import { ChangedFileAnswer } from './changed-file-answer.tsx';
import { readChangedFile } from './read-changed-file.ts';

const longest = 262_144;

/** A whole pg_hba.conf to try: what the server would refuse in it, and what it would do to whom. Nothing of it is kept. */
export function ChangedFileForm({ targetId }: { targetId: string }) {
  const [hba, setHba] = useState('');
  const [ident, setIdent] = useState('');
  const [answer, setAnswer] = useState<ChangedFile | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function ask() {
    setBusy(true);
    setSaid(null);
    const got = await send('POST', `/api/targets/${targetId}/network/changed-file`, { hba, ident });
    setBusy(false);
    const read = got.ok ? readChangedFile(got.body) : null;
    setAnswer(read);
    if (read === null) setSaid(got.ok ? 'Postern did not understand its own answer.' : got.message);
  }

  return (
    <div className="grid gap-4">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <TextArea
          label="The whole pg_hba.conf, as it would become"
          hint="Included files cannot be read here: paste what they hold. Nothing of it is kept."
          mono
          rows={10}
          required
          maxLength={longest}
          spellCheck={false}
          autoComplete="off"
          wrap="off"
          value={hba}
          onChange={(event) => setHba(event.target.value)}
        />
        <details>
          <summary className="w-fit cursor-pointer text-accent">pg_ident.conf changes too</summary>
          <TextArea
            className="mt-2"
            label="The whole pg_ident.conf, as it would become"
            hint="Left empty, the maps stay as they are."
            mono
            rows={4}
            maxLength={longest}
            spellCheck={false}
            autoComplete="off"
            wrap="off"
            value={ident}
            onChange={(event) => setIdent(event.target.value)}
          />
        </details>
        <Button type="submit" className="justify-self-start" disabled={busy || hba.trim() === ''}>
          {busy ? 'Deciding…' : 'What would it change?'}
        </Button>
      </form>
      <Refusal text={said} />
      {answer && <ChangedFileAnswer answer={answer} />}
    </div>
  );
}
