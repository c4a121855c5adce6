'use client';

import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PlainCode } from '#components/ui/plain-code.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Select } from '#components/ui/select.tsx';
import { scriptShape } from './connection-fields.ts';

const versions = [18, 17, 16, 15, 14].map((major) => ({
  value: String(major),
  label: `PostgreSQL ${major}`,
}));

export interface ScanRoleProps {
  substrates: readonly { readonly value: string; readonly label: string }[];
  substrate: string;
  /** As the test found it; null while it is not known, and then the reader says which. */
  versionNum: number | null;
  databases: readonly string[];
  roleName: string;
  /** Puts the password that was made for the role into the form. */
  onPassword: (password: string) => void;
}

/** The least a scan needs, as a script for this very server version and substrate, with a password made for it. */
export function ScanRole({
  substrates,
  substrate,
  versionNum,
  databases,
  roleName,
  onPassword,
}: ScanRoleProps) {
  const [major, setMajor] = useState('18');
  const [run, setRun] = useState('self-managed');
  const [script, setScript] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function write() {
    setBusy(true);
    setProblem(null);
    const answer = await send('POST', '/api/targets/scan-role-script', {
      versionNum: versionNum ?? Number(major) * 10_000,
      substrate: substrate === '' ? run : substrate,
      databases: databases.length > 0 ? databases : ['postgres'],
      ...(roleName === '' ? {} : { roleName }),
    });
    setBusy(false);
    const read = answer.ok ? scriptShape.safeParse(answer.body) : null;
    if (!read?.success) {
      setProblem(answer.ok ? 'Postern answered without a script.' : answer.message);
      return;
    }
    setScript(read.data.text);
    onPassword(read.data.password);
  }

  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-ink-soft">
        A login that reads the catalog, settings and statistics, and no row of yours. Run the script as an
        administrator; it holds the password only as a SCRAM verifier, so no log of the server sees it.
      </p>
      <div className="flex flex-wrap items-end gap-3">
        {versionNum === null && (
          <Select
            className="w-44"
            label="Server version"
            value={major}
            onChange={(event) => setMajor(event.target.value)}
            options={versions}
          />
        )}
        {substrate === '' && (
          <Select
            className="w-44"
            label="Hosting"
            value={run}
            onChange={(event) => setRun(event.target.value)}
            options={substrates}
          />
        )}
        <Button onClick={write} disabled={busy}>
          {script === null ? 'Write the script' : 'Write it again, with a new password'}
        </Button>
      </div>
      <Refusal text={problem} />
      {script !== null && (
        <>
          <Notice tone="accent" live>
            The password that belongs to this script is in the form above. It is not shown, and stored
            encrypted when you register.
          </Notice>
          <PlainCode code={script} title="Makes the scan role" fileName="postern-scan-role.sql" />
        </>
      )}
    </div>
  );
}
