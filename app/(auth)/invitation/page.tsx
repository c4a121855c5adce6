import type { Metadata } from 'next';
import { NewAccountForm } from '#components/account/new-account-form.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { openToAnyone } from '#lib/service/auth/page.ts';
import { roleMeanings } from '#lib/service/auth/permissions.ts';
import { openInvitation } from '#lib/service/people/accept-invitation.ts';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  await openToAnyone();
  const { token } = await searchParams;
  const invitation = typeof token === 'string' ? await openInvitation(token) : null;
  if (typeof token !== 'string' || invitation === null) {
    return (
      <>
        <h1 className="text-title font-semibold">This invitation does not work any more</h1>
        <p className="text-ink-soft">
          It was used, withdrawn, or is more than three days old. Ask whoever invited you for a new one.
        </p>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    );
  }
  return (
    <>
      <div className="grid gap-1.5">
        <h1 className="text-title font-semibold">You are invited</h1>
        <p className="text-ink-soft">
          <Hostile text={invitation.email} />, as {invitation.role}. {roleMeanings[invitation.role]}
        </p>
      </div>
      <NewAccountForm
        token={token}
        email={invitation.email}
        endpoint="/api/invitations/accept"
        action="Make the account and sign in"
      />
    </>
  );
}
