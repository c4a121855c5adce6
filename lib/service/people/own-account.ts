import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { idleLimitMs } from '../auth/live-session.ts';
import { checkPassword, hashPassword, passwordSchema } from '../auth/password.ts';
import { inTransaction } from '../db/client.ts';
import { changePerson, findPersonByEmail } from '../db/people.ts';
import { listOpenSessions, revokeSession, revokeSessionsOf } from '../db/sessions.ts';
import { ServiceError } from '../errors.ts';

export const passwordChangeSchema = z.strictObject({
  current: z.string().max(256),
  password: passwordSchema,
});

/** Ends every session of theirs, this one too: whoever had a copied cookie is out. */
export async function changePassword(
  access: Access<'self:manage'>,
  change: z.infer<typeof passwordChangeSchema>,
): Promise<void> {
  access.demand('self:manage');
  const person = await findPersonByEmail(access.person.email);
  if (person === null || !(await checkPassword(person.passwordHash, change.current))) {
    throw new ServiceError('wrong-password', 'The current password is not right.');
  }
  const passwordHash = await hashPassword(change.password);
  await inTransaction(async (transaction) => {
    await changePerson(transaction, person.id, { passwordHash });
    await revokeSessionsOf(transaction, person.id);
    await recordEvent(transaction, access.actor, 'person.change-password', person.email);
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
