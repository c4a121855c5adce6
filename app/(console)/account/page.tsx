import type { Metadata } from 'next';
import { OwnPasswordLinks } from '#components/account/own-password-links.tsx';
import { PasswordForm } from '#components/account/password-form.tsx';
import { SessionTable } from '#components/account/session-table.tsx';
import { roleNames } from '#components/people/role-name.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { roleMeanings } from '#lib/service/auth/permissions.ts';
import { listOwnSessions } from '#lib/service/people/own-account.ts';
import { listOwnPasswordLinks } from '#lib/service/people/own-password-links.ts';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage({
  searchParams,
}: {
  searchParams: Promise<{ changed?: string | string[] }>;
}) {
  const access = await requirePerson('self:manage');
  const { name, email, role } = access.person;
  const [sessions, links, { changed }] = await Promise.all([
    listOwnSessions(access),
    listOwnPasswordLinks(access),
    searchParams,
  ]);
  return (
    <>
      <PageHeader title="Your account" line={<Hostile text={`${name}, ${email}`} />} />
      <div className="grid gap-9">
        {changed === 'password' && (
          <Notice tone="pass" live>
            Your password is changed, and every other session of yours is over.
          </Notice>
        )}
        <Section title="Role" aside="given by an administrator">
          <p>
            <strong className="font-medium">{roleNames[role]}.</strong> {roleMeanings[role]}
          </p>
        </Section>
        <Section title="Password" aside="changing it ends every other session">
          <PasswordForm email={email} />
        </Section>
        <Section title="Links for a new password" aside="made by an administrator, or on the machine">
          <OwnPasswordLinks links={links} />
        </Section>
        <Section title="Where you are signed in">
          <SessionTable sessions={sessions} />
        </Section>
      </div>
    </>
  );
}
