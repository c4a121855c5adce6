'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { OpenPasswordLink } from '#lib/service/people/list-people.ts';

/** Links for a new password that have been made and not used; each can be made worthless. */
export function PasswordLinkTable({
  links,
  manages,
}: {
  links: readonly OpenPasswordLink[];
  manages: boolean;
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);

  async function withdraw(personId: string) {
    const answer = await send('DELETE', `/api/people/${personId}/password-link`);
    setProblem(answer.ok ? null : answer.message);
    router.refresh();
  }

  return (
    <div className="grid gap-3">
      <Refusal text={problem} />
      <Table
        caption="Open password links"
        head={
          <>
            <Head>For</Head>
            <Head>Made by</Head>
            <Head>Ends</Head>
            {manages && <Head>Change</Head>}
          </>
        }
      >
        {links.map((link) => (
          <tr key={link.id}>
            <Cell heading>
              <span className="block min-w-56">
                <Hostile text={link.email} />
              </span>
            </Cell>
            <Cell>
              {link.issuedBy === null ? 'somebody on the machine' : <Hostile text={link.issuedBy} />}
            </Cell>
            <Cell>
              <RelativeTime at={link.expiresAt} />
            </Cell>
            {manages && (
              <Cell>
                <Button small onClick={() => withdraw(link.personId)}>
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
