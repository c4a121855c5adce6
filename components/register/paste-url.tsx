'use client';

import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { type ConnectionFields, readUrlShape } from './connection-fields.ts';

/** Takes a connection URL apart into the fields below it; the URL itself is not kept. */
export function PasteUrl({ onRead }: { onRead: (fields: Partial<ConnectionFields>) => void }) {
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function read(text: string) {
    setBusy(true);
    setProblem(undefined);
    const answer = await send('POST', '/api/targets/read-url', { url: text });
    setBusy(false);
    const fields = answer.ok ? readUrlShape.safeParse(answer.body) : null;
    if (!fields?.success) {
      setProblem(answer.ok ? 'This URL could not be read.' : answer.message);
      return;
    }
    setUrl('');
    onRead({
      host: fields.data.host,
      port: String(fields.data.port),
      database: fields.data.database,
      user: fields.data.user,
      sslMode: fields.data.sslMode,
      ...(fields.data.password === null ? {} : { password: fields.data.password }),
    });
  }

  return (
    <div className="flex items-start gap-2">
      <Field
        className="flex-1"
        label="Paste a connection URL"
        placeholder="postgres://postern_scan@db.example.com:5432/postgres?sslmode=verify-full"
        hint="It is taken apart into the fields below. Or fill those in."
        problem={problem}
        autoComplete="off"
        spellCheck={false}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text').trim();
          if (!/^postgres(ql)?:\/\//.test(text)) return;
          event.preventDefault();
          void read(text);
        }}
      />
      <Button className="mt-6.5" disabled={busy || url.trim() === ''} onClick={() => read(url.trim())}>
        Take apart
      </Button>
    </div>
  );
}
