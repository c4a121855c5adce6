import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import { hashPassword, passwordSchema } from '../auth/password.ts';
import type { PersonRole } from '../auth/permissions.ts';
import { inTransaction, isDuplicate } from '../db/client.ts';
import { consumeInvitation, findOpenInvitation } from '../db/invitations.ts';
import { insertPerson } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { hashToken } from './one-time-link.ts';

export const acceptanceSchema = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1, 'is required').max(120),
  password: passwordSchema,
});

/** What an invitation's page shows, or null when its link is used, withdrawn, over or made up. */
export async function openInvitation(
  token: string,
): Promise<{ readonly email: string; readonly role: PersonRole } | null> {
  const found = await findOpenInvitation(hashToken(token), 'invitation', new Date());
  return found === null ? null : { email: found.email ?? '', role: found.role };
}

/** Makes the account an invitation offers. Needs no session: the link is the proof, and works once. */
export async function acceptInvitation(
  acceptance: z.infer<typeof acceptanceSchema>,
): Promise<{ readonly email: string }> {
  const passwordHash = await hashPassword(acceptance.password);
  try {
    return await inTransaction(async (transaction) => {
      const used = await consumeInvitation(
        transaction,
        hashToken(acceptance.token),
        'invitation',
        new Date(),
      );
      if (used === null || used.email === null) throw expired();
      const { email, role } = used;
      const id = await insertPerson(transaction, { email, name: acceptance.name, role, passwordHash });
      await recordEvent(transaction, { id, name: email }, 'person.accept-invitation', email, { role });
      return { email };
    });
  } catch (error) {
    if (isDuplicate(error))
      throw new ServiceError('conflict', 'This address already has an account. Sign in instead.');
    throw error;
  }
}

function expired(): ServiceError {
  return new ServiceError(
    'link-expired',
    'This link was used already or is too old. Ask an administrator for a new one.',
  );
}
