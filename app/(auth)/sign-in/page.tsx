import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '#components/account/sign-in-form.tsx';
import { openToAnyone } from '#lib/service/auth/page.ts';
import { safeNextPath } from '#lib/service/auth/safe-next-path.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const person = await openToAnyone();
  const next = safeNextPath((await searchParams).next);
  if (person !== null) redirect(next);
  return (
    <>
      <h1 className="text-title font-semibold">Sign in</h1>
      <SignInForm next={next} />
    </>
  );
}
