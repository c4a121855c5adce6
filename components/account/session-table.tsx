'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { OwnSession } from '#lib/service/people/own-account.ts';

/** Where one is signed in; any session but this one can be ended from here. */
export function SessionTable({ sessions }: { sessions: readonly OwnSession[] }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [ending, setEnding] = useState<string | null>(null);

  async function end(id: string) {
    setEnding(id);
    const answer = await send('DELETE', `/api/account/sessions/${id}`);
    setProblem(answer.ok ? null : answer.message);
    setEnding(null);
    router.refresh();
  }

  return (
    <div className="grid gap-3">
      <Refusal text={problem} />
      <Table
        caption="Your sessions"
        head={
          <>
            <Head>Browser</Head>
            <Head>Signed in</Head>
            <Head>Last used</Head>
            <Head>Ends</Head>
            <Head>
              <span className="sr-only">End it</span>
            </Head>
          </>
        }
      >
        {sessions.map((session) => (
          <tr key={session.id}>
            <Cell heading>
              <span className="block min-w-56 text-fine font-normal [overflow-wrap:anywhere]">
                <Hostile text={session.userAgent === '' ? 'not said' : session.userAgent} />
              </span>
            </Cell>
            <Cell>
              <RelativeTime at={session.createdAt} />
            </Cell>
            <Cell>
              <RelativeTime at={session.lastSeenAt} />
            </Cell>
            <Cell>
              <RelativeTime at={session.expiresAt} />
            </Cell>
            <Cell>
              {session.current ? (
                <Badge>This one</Badge>
              ) : (
                <Button
                  small
                  kind="danger"
                  disabled={ending === session.id}
                  onClick={() => end(session.id)}
                  aria-label={`End the session last used ${session.lastSeenAt}`}
                >
                  End
                </Button>
              )}
            </Cell>
          </tr>
        ))}
      </Table>
    </div>
  );
}
