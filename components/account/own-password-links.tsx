'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ShownLink } from '#lib/service/people/own-password-links.ts';

/** Every link that could have set the own password: who made it, and what became of it. */
export function OwnPasswordLinks({ links }: { links: readonly ShownLink[] }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function end() {
    setBusy(true);
    const answer = await send('DELETE', '/api/account/password-link');
    setProblem(answer.ok ? null : answer.message);
    setBusy(false);
    router.refresh();
  }

  if (links.length === 0)
    return <p className="text-ink-soft">Nobody has made a link that sets a new password of yours.</p>;
  return (
    <div className="grid gap-3">
      <p className="text-ink-soft">
        Whoever had one of these could set your password. Tell another administrator about any that you did
        not ask for.
      </p>
      <Refusal text={problem} />
      <Table
        caption="Links for a new password of yours"
        head={
          <>
            <Head>Made by</Head>
            <Head>Made</Head>
            <Head>What became of it</Head>
          </>
        }
      >
        {links.map((link) => (
          <tr key={link.id}>
            <Cell heading>
              {link.issuedBy === null ? 'somebody on the machine' : <Hostile text={link.issuedBy} />}
            </Cell>
            <Cell>
              <RelativeTime at={link.createdAt} />
            </Cell>
            <Cell>
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
                <span>
                  <Fate link={link} />
                </span>
                {link.state === 'open' && (
                  <Button small kind="danger" disabled={busy} onClick={end}>
                    Make it worthless
                  </Button>
                )}
              </div>
            </Cell>
          </tr>
        ))}
      </Table>
    </div>
  );
}

function Fate({ link }: { link: ShownLink }) {
  if (link.state === 'open')
    return (
      <>
        can be used, ends <RelativeTime at={link.expiresAt} />
      </>
    );
  if (link.endedAt === null) return null;
  return link.state === 'used' ? (
    <>
      set your password <RelativeTime at={link.endedAt} />
    </>
  ) : (
    <>
      not used: <Hostile text={link.why ?? 'it ended'} />, <RelativeTime at={link.endedAt} />
    </>
  );
}
