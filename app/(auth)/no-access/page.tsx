import type { Metadata } from 'next';
import { roleNames } from '#components/people/role-name.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { openToAnyone } from '#lib/service/auth/page.ts';

export const metadata: Metadata = { title: 'Not for your role' };

export default async function NoAccessPage() {
  const person = await openToAnyone();
  return (
    <>
      <h1 className="text-title font-semibold">Not for your role</h1>
      <p className="text-ink-soft">
        {person === null
          ? 'You are not signed in.'
          : `You are signed in as ${roleNames[person.role]}, which does not open that page.`}{' '}
        An administrator can change that.
      </p>
      <LinkButton href="/">To the overview</LinkButton>
    </>
  );
}
