import { recordEvent } from '../audit/record.ts';
import { inTransaction } from '../db/client.ts';
import { findPersonByEmail, normalEmail } from '../db/people.ts';
import { insertSession, revokeSession } from '../db/sessions.ts';
import { deleteAttempts } from '../db/sign-in-attempts.ts';
import { livePerson, sessionLifetimeMs } from './live-session.ts';
import { attemptKeys, countAttempt, lockOutMs } from './lock-out.ts';
import { checkPassword } from './password.ts';

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** Where it comes from, as far as the server can tell. */
  readonly address: string;
  readonly userAgent: string;
}

/**
 * A new session for the right password, else null. Throws `too-many-attempts`. Unknown, disabled and wrong take the same steps
 * and the same time, and leave the same trail.
 */
export async function signIn(
  request: SignInRequest,
): Promise<{ readonly personId: string; readonly sessionId: string } | null> {
  const email = normalEmail(request.email);
  const { address } = request;
  try {
    await countAttempt(email, address);
  } catch (error) {
    await inTransaction((transaction) =>
      recordEvent(transaction, nobody, 'session.lock-out', shown(email), { address }),
    );
    throw error;
  }
  const person = await findPersonByEmail(email);
  const right = await checkPassword(person?.passwordHash ?? null, request.password);
  return inTransaction(async (transaction) => {
    if (!right || person === null || person.disabledAt !== null) {
      await recordEvent(transaction, nobody, 'session.refused', shown(email), { address });
      return null;
    }
    const keys = attemptKeys(email, address);
    await deleteAttempts(transaction, [keys.pair, keys.account], new Date(Date.now() - lockOutMs));
    const sessionId = await insertSession(transaction, {
      personId: person.id,
      personVersion: person.version,
      expiresAt: new Date(Date.now() + sessionLifetimeMs),
      userAgent: request.userAgent.slice(0, 300),
    });
    await recordEvent(transaction, { id: person.id, name: person.email }, 'session.sign-in', person.email, {
      address,
    });
    return { personId: person.id, sessionId };
  });
}

/** Ends a session for good; a copy of its cookie is worth nothing from here on. */
export async function signOut(sessionId: string): Promise<void> {
  const person = await livePerson(sessionId);
  if (person === null) return;
  await inTransaction(async (transaction) => {
    await revokeSession(transaction, person.id, sessionId);
    await recordEvent(transaction, { id: person.id, name: person.email }, 'session.sign-out', person.email);
  });
}

const nobody = { id: null, name: 'somebody not signed in' } as const;

const shown = (email: string) => email.slice(0, 254);
