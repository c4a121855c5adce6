import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import { hashPassword, passwordSchema } from '../auth/password.ts';
import { inTransaction } from '../db/client.ts';
import {
  consumeInvitation,
  deleteOpenInvitations,
  findOpenInvitation,
  insertInvitation,
} from '../db/invitations.ts';
import { hasAdministrator, insertPerson } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { hashToken, newToken } from './one-time-link.ts';

const validForMs = 24 * 60 * 60 * 1000;

export const firstAdministratorSchema = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1, 'is required').max(120),
  email: z.email().max(254),
  password: passwordSchema,
});

/**
 * A new one-time link for the first administrator, or null when there is one already. Links of earlier starts stop working.
 * Open for 24 hours; the launcher prints it where only who started Postern can read it.
 */
export async function newSetupLink(): Promise<string | null> {
  if (await hasAdministrator()) return null;
  const { token, tokenHash } = newToken();
  await inTransaction(async (transaction) => {
    await deleteOpenInvitations(transaction, 'first-administrator');
    await insertInvitation(transaction, {
      tokenHash,
      purpose: 'first-administrator',
      email: null,
      role: 'administrator',
      createdById: null,
      expiresAt: new Date(Date.now() + validForMs),
    });
  });
  return `/setup?token=${token}`;
}

/** Whether Postern was set up: until then nobody can sign in. */
export function hasFirstAdministrator(): Promise<boolean> {
  return hasAdministrator();
}

export async function isSetupLinkOpen(token: string): Promise<boolean> {
  if (await hasAdministrator()) return false;
  return (await findOpenInvitation(hashToken(token), 'first-administrator', new Date())) !== null;
}

/** Makes the first administrator. Needs no session: the link is the proof, and works once. */
export async function createFirstAdministrator(
  person: z.infer<typeof firstAdministratorSchema>,
): Promise<{ readonly email: string }> {
  const passwordHash = await hashPassword(person.password);
  return inTransaction(async (transaction) => {
    const used = await consumeInvitation(
      transaction,
      hashToken(person.token),
      'first-administrator',
      new Date(),
    );
    if (used === null || (await transaction.person.count({ where: { role: 'administrator' } })) > 0) {
      throw new ServiceError(
        'link-expired',
        'This link was used already or is too old. Restart Postern for a new one.',
      );
    }
    const email = person.email.trim().toLowerCase();
    const id = await insertPerson(transaction, {
      email,
      name: person.name,
      role: 'administrator',
      passwordHash,
    });
    await recordEvent(transaction, { id, name: email }, 'person.first-administrator', email);
    return { email };
  });
}
