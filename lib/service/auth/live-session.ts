import { findSession, touchSession } from '../db/sessions.ts';
import type { SignedInPerson } from './access.ts';

/** However busy, a session ends this long after sign-in. */
export const sessionLifetimeMs = 12 * 60 * 60 * 1000;
/** And this long after its last request. */
export const idleLimitMs = 60 * 60 * 1000;
const touchEveryMs = 60 * 1000;

/**
 * The person a session belongs to, or null when it is over: signed out, revoked, expired, idle too long, its person disabled,
 * or their role or password changed since (`version`). Asked of the database on every request, so a copied cookie dies with
 * its session.
 */
export async function livePerson(sessionId: string, now: Date = new Date()): Promise<SignedInPerson | null> {
  const session = await findSession(sessionId);
  if (session === null || session.revokedAt !== null || session.expiresAt <= now) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > idleLimitMs) return null;
  const { person } = session;
  if (person.disabledAt !== null || person.version !== session.personVersion) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > touchEveryMs) await touchSession(session.id, now);
  return { id: person.id, email: person.email, name: person.name, role: person.role, sessionId: session.id };
}
