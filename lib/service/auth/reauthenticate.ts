import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import { inTransaction } from '../db/client.ts';
import { findPersonByEmail } from '../db/people.ts';
import { deleteAttempts } from '../db/sign-in-attempts.ts';
import { ServiceError } from '../errors.ts';
import type { Access } from './access.ts';
import { attemptKeys, countAttempt, lockOutMs } from './lock-out.ts';
import { checkPassword } from './password.ts';

/** What somebody shows again before what cannot be taken back. A second factor, once there is one, becomes a field of this. */
export const proofSchema = z.strictObject({ password: z.string().min(1, 'type your password').max(256) });

export type Proof = z.infer<typeof proofSchema>;

/** Where a request comes from, as sign-in sees it: the last hop that our own proxy named. */
export function addressOf(request: Pick<Request, 'headers'>): string {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
}

/**
 * Whoever acts types their password again (OWASP ASVS 5.0, 7.5.3). Wrong ones count towards the same lock-out as sign-ins do.
 * Throws `wrong-password` and `too-many-attempts`. `about`: what it is for, as the trail tells it.
 */
export async function reauthenticate(
  access: Access<never>,
  proof: Proof,
  visit: { readonly address: string; readonly about: string },
): Promise<void> {
  const { email } = access.person;
  try {
    await countAttempt(email, visit.address);
  } catch (error) {
    await inTransaction((transaction) =>
      recordEvent(transaction, access.actor, 'session.lock-out', email, { ...visit }),
    );
    throw error;
  }
  const person = await findPersonByEmail(email);
  const right = await checkPassword(person?.passwordHash ?? null, proof.password);
  await inTransaction(async (transaction) => {
    if (right && person?.disabledAt === null) {
      const keys = attemptKeys(email, visit.address);
      await deleteAttempts(transaction, [keys.pair, keys.account], new Date(Date.now() - lockOutMs));
    } else {
      await recordEvent(transaction, access.actor, 'session.refused', email, { ...visit });
    }
  });
  if (!right || person?.disabledAt !== null)
    throw new ServiceError('wrong-password', 'The password is not right. Nothing was done.');
}
