'use client';

import Link from 'next/link';
import { useState } from 'react';
import { RemediateDialog } from '#components/remediation/remediate-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import type { FirstFix } from '#lib/service/findings/first-fixes.ts';

export interface FixFirstProps {
  targetId: string;
  fixes: readonly FirstFix[];
  mayDraft: boolean;
}

/** The changes that close most findings at once, each one press away from its draft. */
export function FixFirst({ targetId, fixes, mayDraft }: FixFirstProps) {
  const [open, setOpen] = useState<FirstFix | null>(null);
  return (
    <ul>
      {fixes.map((fix) => (
        <li
          key={fix.lead}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b py-2 last:border-b-0"
        >
          <span className="flex min-w-0 flex-1 items-baseline gap-2.5">
            <span className="translate-y-0.5">
              <SeverityMark severity={fix.worst} quiet />
            </span>
            <span className="min-w-0">
              <Link
                href={`/databases/${targetId}/findings/${fix.lead}`}
                className="underline decoration-line underline-offset-3 hover:decoration-accent"
              >
                <Hostile text={fix.title} />
              </Link>
              <span className="ml-2 text-fine text-ink-faint">
                its change closes {fix.total.toLocaleString('en')} findings
              </span>
            </span>
          </span>
          {mayDraft && (
            <Button small onClick={() => setOpen(fix)}>
              Remediate…
            </Button>
          )}
        </li>
      ))}
      {open && (
        <RemediateDialog
          selection={{
            findings: open.closes.map((fingerprint) => ({ target: targetId, fingerprint })),
          }}
          count={open.closes.length}
          onClose={() => setOpen(null)}
        />
      )}
    </ul>
  );
}
