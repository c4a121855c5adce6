import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { endPasswordLinks, findPasswordLinksOf, type PasswordLinkRow } from '../db/password-links.ts';
import { lockPerson } from '../db/people.ts';
import { findSessionBefore } from '../db/sessions.ts';
import { noOpenLink } from './password-link.ts';

export interface ShownLink {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Null: made on the machine. */
  readonly issuedBy: string | null;
  readonly state: 'open' | 'used' | 'ended';
  /** When it was used, or became worthless before it was. */
  readonly endedAt: string | null;
  readonly why: string | null;
}

export function shownLink(row: PasswordLinkRow, now: Date): ShownLink {
  const over = row.usedAt === null && row.endedAt === null && row.expiresAt <= now;
  const endedAt = row.usedAt ?? row.endedAt ?? (over ? row.expiresAt : null);
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    issuedBy: row.issuedBy === null ? null : `${row.issuedBy.name}, ${row.issuedBy.email}`,
    state: row.usedAt !== null ? 'used' : endedAt === null ? 'open' : 'ended',
    endedAt: endedAt?.toISOString() ?? null,
    why: over ? 'its time was over' : row.endedWhy,
  };
}

/** Every link that was ever made for whoever asks, newest first: nobody can take one out of it. */
export async function listOwnPasswordLinks(access: Access<'self:manage'>): Promise<readonly ShownLink[]> {
  access.demand('self:manage');
  const now = new Date();
  return (await findPasswordLinksOf(access.person.id)).map((row) => shownLink(row, now));
}

/**
 * The newest link for whoever asks, while it can be used, and if it was made or used after they signed in the time before this: told
 * on every page of this session, and nobody can wave it away. Null where there is none.
 */
export async function newestPasswordLink(access: Access<'self:manage'>): Promise<ShownLink | null> {
  access.demand('self:manage');
  const { id, sessionId } = access.person;
  const [newest] = await findPasswordLinksOf(id, 1);
  if (newest === undefined) return null;
  const link = shownLink(newest, new Date());
  if (link.state === 'open') return link;
  const before = await findSessionBefore(id, sessionId);
  return before === null || (newest.usedAt ?? newest.createdAt) > before ? link : null;
}

/** Makes the open link of whoever asks worthless: they have not forgotten anything. */
export async function endOwnPasswordLink(access: Access<'self:manage'>): Promise<void> {
  access.demand('self:manage');
  const { id, email } = access.person;
  await inTransaction(async (transaction) => {
    await lockPerson(transaction, id);
    if ((await endPasswordLinks(transaction, id, 'by the person it was for')) === 0) throw noOpenLink();
    await recordEvent(transaction, access.actor, 'person.withdraw-password-link', email);
  });
}
