import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import { attemptKeys, countLinkAttempt, linkAttemptKey, lockOutMs } from '../auth/lock-out.ts';
import { hashPassword, passwordSchema } from '../auth/password.ts';
import { inTransaction } from '../db/client.ts';
import { consumePasswordLink, findOpenPasswordLink } from '../db/password-links.ts';
import { changePerson, lockPerson } from '../db/people.ts';
import { revokeSessionsOf } from '../db/sessions.ts';
import { deleteAttempts } from '../db/sign-in-attempts.ts';
import { ServiceError } from '../errors.ts';
import { hashToken } from './one-time-link.ts';

export const newPasswordSchema = z.strictObject({
  token: z.string().min(1).max(200),
  password: passwordSchema,
});

export interface OpenLink {
  readonly email: string;
  readonly name: string;
  /** Null: made on the machine. */
  readonly issuedBy: string | null;
  readonly expiresAt: string;
}

/**
 * What a link's page shows, or null when it is used, replaced, withdrawn, over, made up, or its person disabled: none is told from
 * another. Wrong ones count per address; throws `too-many-attempts`.
 */
export async function openPasswordLink(token: string, address: string): Promise<OpenLink | null> {
  await countLinkAttempt(address);
  const found = await findOpenPasswordLink(hashToken(token), new Date());
  if (found === null) return null;
  await inTransaction((transaction) => forget(transaction, [linkAttemptKey(address)]));
  const { person, issuedBy, expiresAt } = found;
  return {
    email: person.email,
    name: person.name,
    issuedBy: issuedBy?.name ?? null,
    expiresAt: expiresAt.toISOString(),
  };
}

const forget = (transaction: Parameters<typeof deleteAttempts>[0], keys: readonly string[]) =>
  deleteAttempts(transaction, keys, new Date(Date.now() - lockOutMs));

/**
 * Sets the password of whom the link was made for, and ends every session of theirs. Needs no session: the link is the proof, and
 * works once. Throws `link-expired` and `too-many-attempts`.
 */
export async function setPasswordByLink(
  { token, password }: z.infer<typeof newPasswordSchema>,
  address: string,
): Promise<{ readonly email: string }> {
  await countLinkAttempt(address);
  const found = await findOpenPasswordLink(hashToken(token), new Date());
  // Before the password is hashed, which is slow on purpose: nobody without a link has that done.
  if (found === null) throw over();
  const passwordHash = await hashPassword(password);
  return inTransaction(async (transaction) => {
    const person = await lockPerson(transaction, found.personId);
    if (person === null || person.disabledAt !== null) throw over();
    if (!(await consumePasswordLink(transaction, found.id, new Date()))) throw over();
    await changePerson(transaction, person.id, { passwordHash });
    await revokeSessionsOf(transaction, person.id);
    // Whoever forgot a password has tried a few.
    const { pair, account } = attemptKeys(person.email, address);
    await forget(transaction, [pair, account, linkAttemptKey(address)]);
    const actor = { id: person.id, name: person.email };
    await recordEvent(transaction, actor, 'person.use-password-link', person.email, {
      madeBy: found.issuedBy?.email ?? 'on the machine',
      madeAt: found.createdAt.toISOString(),
      address,
    });
    return { email: person.email };
  });
}

const over = () =>
  new ServiceError(
    'link-expired',
    'This link was used already, was replaced, or is too old. Ask an administrator for a new one.',
  );
