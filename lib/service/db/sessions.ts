import { database, type Transaction } from './client.ts';
import type { PersonRole } from './generated/enums.ts';

export interface SessionRow {
  readonly id: string;
  readonly personVersion: number;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly userAgent: string;
  readonly person: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: PersonRole;
    readonly version: number;
    readonly disabledAt: Date | null;
  };
}

/** The session with its person as they are now, in one query: this runs on every request. */
export function findSession(id: string): Promise<SessionRow | null> {
  return database().session.findUnique({
    where: { id },
    include: {
      person: { select: { id: true, email: true, name: true, role: true, version: true, disabledAt: true } },
    },
  });
}

export async function insertSession(
  transaction: Transaction,
  session: {
    readonly personId: string;
    readonly personVersion: number;
    readonly expiresAt: Date;
    readonly userAgent: string;
  },
): Promise<string> {
  const made = await transaction.session.create({ data: session, select: { id: true } });
  return made.id;
}

export async function touchSession(id: string, at: Date): Promise<void> {
  await database().session.updateMany({ where: { id }, data: { lastSeenAt: at } });
}

/** Ends one session of a person; false when it was not theirs or over already. */
export async function revokeSession(
  transaction: Transaction,
  personId: string,
  id: string,
): Promise<boolean> {
  const ended = await transaction.session.updateMany({
    where: { id, personId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return ended.count > 0;
}

export async function revokeSessionsOf(transaction: Transaction, personId: string): Promise<void> {
  await transaction.session.updateMany({
    where: { personId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}

/** Sessions that still let somebody in, newest first. */
export function listOpenSessions(personId: string, now: Date, idleSince: Date) {
  return database().session.findMany({
    where: { personId, revokedAt: null, expiresAt: { gt: now }, lastSeenAt: { gt: idleSince } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, userAgent: true },
  });
}

/** When the person signed in the last time before this session began; null where it is their first. */
export async function findSessionBefore(personId: string, id: string): Promise<Date | null> {
  const own = await database().session.findUnique({ where: { id }, select: { createdAt: true } });
  const before = await database().session.findFirst({
    where: { personId, ...(own === null ? {} : { createdAt: { lt: own.createdAt } }) },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  });
  return before?.createdAt ?? null;
}

/** Whether a person's session still stands within this transaction: not ended, and nothing of theirs changed since it began. */
export async function isSessionLive(
  transaction: Transaction,
  id: string,
  person: { readonly id: string; readonly version: number },
): Promise<boolean> {
  const live = await transaction.session.count({
    where: {
      id,
      personId: person.id,
      personVersion: person.version,
      revokedAt: null,
      expiresAt: { gt: new Date() },
    },
  });
  return live > 0;
}
