import type { Metadata } from 'next';
import { NewAccountForm } from '#components/account/new-account-form.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { openToAnyone } from '#lib/service/auth/page.ts';
import { isSetupLinkOpen } from '#lib/service/people/first-administrator.ts';

export const metadata: Metadata = { title: 'First administrator', referrer: 'no-referrer' };

export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  await openToAnyone();
  const { token } = await searchParams;
  if (typeof token !== 'string' || !(await isSetupLinkOpen(token))) {
    return (
      <>
        <h1 className="text-title font-semibold">This link does not work any more</h1>
        <p className="text-ink-soft">
          It was used, it is more than a day old, or Postern was started again since: every start prints a new
          one until there is an administrator.
        </p>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    );
  }
  return (
    <>
      <div className="grid gap-1.5">
        <h1 className="text-title font-semibold">First administrator</h1>
        <p className="text-ink-soft">Runs Postern: invites people, registers databases, writes policies.</p>
      </div>
      <NewAccountForm token={token} email={null} endpoint="/api/setup" action="Set up and sign in" />
    </>
  );
}
