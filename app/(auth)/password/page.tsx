import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { LinkPasswordForm } from '#components/account/link-password-form.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { openToAnyone } from '#lib/service/auth/page.ts';
import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { toServiceError } from '#lib/service/errors.ts';
import { type OpenLink, openPasswordLink } from '#lib/service/people/set-password-by-link.ts';

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

async function lookedUp(token: string | string[] | undefined): Promise<OpenLink | 'too-many' | null> {
  if (typeof token !== 'string') return null;
  try {
    return await openPasswordLink(token, addressOf({ headers: await headers() }));
  } catch (error) {
    if (toServiceError(error).code === 'too-many-attempts') return 'too-many';
    throw error;
  }
}

export default async function PasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  await openToAnyone();
  const { token } = await searchParams;
  const link = await lookedUp(token);
  if (typeof token !== 'string' || link === null || link === 'too-many') {
    return (
      <>
        <h1 className="text-title font-semibold">
          {link === 'too-many' ? 'Too many attempts' : 'This link does not work any more'}
        </h1>
        <p className="text-ink-soft">
          {link === 'too-many'
            ? 'Too many links were tried from your address. Try again in 15 minutes.'
            : 'It was used, replaced or withdrawn, or is more than a day old. Ask an administrator for a new one.'}
        </p>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    );
  }
  return (
    <>
      <div className="grid gap-1.5">
        <h1 className="text-title font-semibold">Choose a new password</h1>
        <p className="text-ink-soft">
          For <Hostile text={link.email} />. This link was made{' '}
          {link.issuedBy === null ? (
            'on the machine that Postern runs on'
          ) : (
            <>
              by <Hostile text={link.issuedBy} />
            </>
          )}
          . With a new password you are signed out everywhere else.
        </p>
      </div>
      <LinkPasswordForm token={token} email={link.email} />
    </>
  );
}
