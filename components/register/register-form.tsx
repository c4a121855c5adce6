'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { fieldProblems } from '#components/frame/field-problems.ts';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Section } from '#components/ui/section.tsx';
import {
  type ConnectionFields,
  connectionBody,
  emptyFields,
  type TestResult,
  testShape,
} from './connection-fields.ts';
import { ConnectionInputs } from './connection-inputs.tsx';
import { PasteUrl } from './paste-url.tsx';
import { ScanRole } from './scan-role.tsx';
import { TestOutcome } from './test-outcome.tsx';

const registered = z.object({ id: z.string() });

export interface RegisterFormProps {
  tlsModes: readonly string[];
  substrates: readonly { readonly value: string; readonly label: string }[];
}

/** Registers a database server: take a URL apart or fill in the fields, try the connection, then keep it. */
export function RegisterForm({ tlsModes, substrates }: RegisterFormProps) {
  const router = useRouter();
  const [fields, setFields] = useState<ConnectionFields>(emptyFields);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [said, setSaid] = useState<string | null>(null);
  const [test, setTest] = useState<TestResult | null>(null);
  // What the last good test saw of this server: still true when only the role or its password changes.
  const [server, setServer] = useState<{ versionNum: number; databases: readonly string[] } | null>(null);
  const [busy, setBusy] = useState<'test' | 'register' | null>(null);

  function change(next: Partial<ConnectionFields>) {
    setFields((before) => ({ ...before, ...next }));
    setProblems({});
    if ('host' in next || 'port' in next) setServer(null);
    // What was tried is not what stands there now.
    if (Object.keys(next).some((key) => key !== 'name' && key !== 'substrate')) setTest(null);
  }

  async function ask(what: 'test' | 'register', path: string, body: unknown) {
    setBusy(what);
    setSaid(null);
    const answer = await send('POST', path, body);
    setBusy(null);
    if (answer.ok) return answer.body;
    setProblems(fieldProblems(answer.details));
    setSaid(answer.message);
    return null;
  }

  async function tryIt() {
    setTest(null);
    const read = testShape.safeParse(
      await ask('test', '/api/targets/test-connection', connectionBody(fields)),
    );
    if (!read.success) return;
    setTest(read.data);
    if (read.data.ok) setServer({ versionNum: read.data.serverVersionNum, databases: read.data.databases });
  }

  async function register() {
    const body = {
      ...connectionBody(fields),
      name: fields.name.trim() === '' ? fields.host : fields.name,
      substrate: fields.substrate === '' ? null : fields.substrate,
    };
    const read = registered.safeParse(await ask('register', '/api/targets', body));
    if (!read.success) return;
    router.push(`/databases/${read.data.id}`);
    router.refresh();
  }

  return (
    <div className="grid max-w-4xl gap-9">
      <form
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          void register();
        }}
      >
        <PasteUrl onRead={change} />
        <ConnectionInputs
          fields={fields}
          problems={problems}
          tlsModes={tlsModes}
          substrates={substrates}
          onChange={change}
        />
        <Refusal text={said} />
        {busy === 'test' && <p role="status">Connecting…</p>}
        {test && <TestOutcome result={test} />}
        <div className="flex flex-wrap items-center gap-2">
          <Button onClick={tryIt} disabled={busy !== null || fields.host === ''}>
            Test connection
          </Button>
          <Button kind="primary" type="submit" disabled={busy !== null || fields.host === ''}>
            Register and scan
          </Button>
        </div>
      </form>
      <Section title="The scan role">
        <ScanRole
          substrates={substrates}
          substrate={fields.substrate}
          versionNum={server?.versionNum ?? null}
          databases={server?.databases ?? (fields.database === '' ? [] : [fields.database])}
          roleName={fields.user}
          onPassword={(password) => change({ password })}
        />
      </Section>
    </div>
  );
}
