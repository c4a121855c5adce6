import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { personRoles } from '../auth/permissions.ts';
import { inTransaction } from '../db/client.ts';
import { deleteInvitation, insertInvitation } from '../db/invitations.ts';
import { findPersonByEmail, normalEmail } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { newToken } from './one-time-link.ts';

export const invitationSchema = z.strictObject({ email: z.email().max(254), role: z.enum(personRoles) });

const validForMs = 72 * 60 * 60 * 1000;

/** Makes a one-time link, shown once: `path` is to be sent to the person by whoever invites. Open for 72 hours. */
export async function invitePerson(
  access: Access<'person:manage'>,
  invitation: z.infer<typeof invitationSchema>,
): Promise<{ readonly id: string; readonly path: string; readonly expiresAt: string }> {
  access.demand('person:manage');
  const email = normalEmail(invitation.email);
  if ((await findPersonByEmail(email)) !== null) {
    throw new ServiceError('conflict', 'Somebody with this address already has an account.');
  }
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + validForMs);
  const id = await inTransaction(async (transaction) => {
    const made = await insertInvitation(transaction, {
      tokenHash,
      purpose: 'invitation',
      email,
      role: invitation.role,
      createdById: access.actor.id,
      expiresAt,
    });
    await recordEvent(transaction, access.actor, 'person.invite', email, { role: invitation.role });
    return made;
  });
  return { id, path: `/invitation?token=${token}`, expiresAt: expiresAt.toISOString() };
}

/** Makes an unused link worthless. */
export async function withdrawInvitation(access: Access<'person:manage'>, id: string): Promise<void> {
  access.demand('person:manage');
  await inTransaction(async (transaction) => {
    const email = await deleteInvitation(transaction, id);
    if (email === null) throw new ServiceError('not-found', 'There is no such open invitation.');
    await recordEvent(transaction, access.actor, 'person.withdraw-invitation', email);
  });
}
