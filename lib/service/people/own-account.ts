import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { idleLimitMs } from '../auth/live-session.ts';
import { hashPassword, passwordSchema } from '../auth/password.ts';
import { proofSchema, reauthenticate } from '../auth/reauthenticate.ts';
import { inTransaction } from '../db/client.ts';
import { endPasswordLinks } from '../db/password-links.ts';
import { changePerson } from '../db/people.ts';
import { listOpenSessions, revokeSession, revokeSessionsOf } from '../db/sessions.ts';
import { ServiceError } from '../errors.ts';

export const passwordChangeSchema = z.strictObject({
  current: proofSchema.shape.password,
  password: passwordSchema,
});

/**
 * Ends every session of theirs, this one too: whoever had a copied cookie is out. Wrong current passwords count towards the
 * lock-out of sign-ins, so that a stolen session is no place to guess it.
 */
export async function changePassword(
  access: Access<'self:manage'>,
  change: z.infer<typeof passwordChangeSchema>,
  address: string,
): Promise<void> {
  access.demand('self:manage');
  await reauthenticate(access, { password: change.current }, { address, about: 'a new password' });
  const passwordHash = await hashPassword(change.password);
  await inTransaction(async (transaction) => {
    await changePerson(transaction, access.person.id, { passwordHash });
    await endPasswordLinks(transaction, access.person.id, 'the password was changed without it');
    await revokeSessionsOf(transaction, access.person.id);
    await recordEvent(transaction, access.actor, 'person.change-password', access.person.email);
  });
}

export interface OwnSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly userAgent: string;
  /** The one asking. */
  readonly current: boolean;
}

export async function listOwnSessions(access: Access<'self:manage'>): Promise<readonly OwnSession[]> {
  access.demand('self:manage');
  const now = new Date();
  const rows = await listOpenSessions(access.person.id, now, new Date(now.getTime() - idleLimitMs));
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    userAgent: row.userAgent,
    current: row.id === access.person.sessionId,
  }));
}

export async function endOwnSession(access: Access<'self:manage'>, sessionId: string): Promise<void> {
  access.demand('self:manage');
  await inTransaction(async (transaction) => {
    const ended = await revokeSession(transaction, access.person.id, sessionId);
    if (!ended) throw new ServiceError('not-found', 'There is no such session of yours.');
    await recordEvent(transaction, access.actor, 'session.end', access.person.email);
  });
}
