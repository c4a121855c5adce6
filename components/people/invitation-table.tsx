'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { InvitationOverview } from '#lib/service/people/list-people.ts';
import { roleNames } from './role-name.ts';

/** Links that have been made and not used; each can be made worthless. */
export function InvitationTable({
  invitations,
  manages,
}: {
  invitations: readonly InvitationOverview[];
  manages: boolean;
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);

  async function withdraw(id: string) {
    const answer = await send('DELETE', `/api/invitations/${id}`);
    setProblem(answer.ok ? null : answer.message);
    router.refresh();
  }

  return (
    <div className="grid gap-3">
      <Refusal text={problem} />
      <Table
        caption="Open invitations"
        head={
          <>
            <Head>For</Head>
            <Head>Role</Head>
            <Head>Ends</Head>
            {manages && <Head>Change</Head>}
          </>
        }
      >
        {invitations.map((invitation) => (
          <tr key={invitation.id}>
            <Cell heading>
              <span className="block min-w-56">
                <Hostile text={invitation.email} />
              </span>
            </Cell>
            <Cell>{roleNames[invitation.role]}</Cell>
            <Cell>
              <RelativeTime at={invitation.expiresAt} />
            </Cell>
            {manages && (
              <Cell>
                <Button small onClick={() => withdraw(invitation.id)}>
                  Withdraw
                </Button>
              </Cell>
            )}
          </tr>
        ))}
      </Table>
    </div>
  );
}
