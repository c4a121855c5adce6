import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '#components/account/sign-in-form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { openToAnyone } from '#lib/service/auth/page.ts';
import { safeNextPath } from '#lib/service/auth/safe-next-path.ts';
import { hasFirstAdministrator } from '#lib/service/people/first-administrator.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const person = await openToAnyone();
  const next = safeNextPath((await searchParams).next);
  if (person !== null) redirect(next);
  const isSetUp = await hasFirstAdministrator();
  return (
    <>
      <h1 className="text-title font-semibold">Sign in</h1>
      {!isSetUp && (
        <Notice tone="accent">
          Nobody has an account yet. The first administrator is made with the one-time link that Postern
          printed where it was started; starting it again prints a new one.
        </Notice>
      )}
      <SignInForm next={next} />
      {isSetUp && (
        <p className="text-fine text-ink-faint">
          Forgotten your password? An administrator can make you a link for a new one; on the machine that
          Postern runs on, so can <code className="font-mono">npm run recover</code>.
        </p>
      )}
    </>
  );
}
