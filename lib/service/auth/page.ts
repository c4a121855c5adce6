import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { ServiceError } from '../errors.ts';
import { type Access, accessFor, type SignedInPerson } from './access.ts';
import { livePerson } from './live-session.ts';
import type { Permission } from './permissions.ts';
import { sessionCookieName, sessionIdIn } from './session-cookie.ts';

/** Once per request, however many layouts and components ask. */
const currentPerson = cache(async (): Promise<SignedInPerson | null> => {
  const sessionId = await sessionIdIn((await cookies()).get(sessionCookieName())?.value ?? null);
  return sessionId === null ? null : livePerson(sessionId);
});

/**
 * The door for pages: first statement of every page and of every layout that shows data. Sends people who are not signed in
 * to the sign-in page (and back again), and those without the permission to a page that says so.
 */
export async function requirePerson<P extends Permission>(can: P | readonly P[]): Promise<Access<P>> {
  const person = await currentPerson();
  if (person === null) {
    const wanted = (await headers()).get('x-postern-path') ?? '/';
    redirect(`/sign-in?next=${encodeURIComponent(wanted)}`);
  }
  try {
    return accessFor(person, typeof can === 'string' ? [can] : can);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'forbidden') redirect('/no-access');
    throw error;
  }
}

/** For a page that is meant for everybody, signed in or not. Said aloud, so that forgetting the door cannot look like this. */
export async function openToAnyone(): Promise<SignedInPerson | null> {
  return currentPerson();
}
