import { database, type Transaction } from './client.ts';

const shown = {
  id: true,
  personId: true,
  createdAt: true,
  expiresAt: true,
  usedAt: true,
  endedAt: true,
  endedWhy: true,
  issuedBy: { select: { id: true, name: true, email: true } },
} as const;

/** What became of a link, and who made it; `issuedBy` null: made on the machine. */
export type PasswordLinkRow = Awaited<ReturnType<typeof findPasswordLinksOf>>[number];

export async function insertPasswordLink(
  transaction: Transaction,
  link: {
    readonly tokenHash: string;
    readonly personId: string;
    readonly issuedById: string | null;
    readonly expiresAt: Date;
  },
): Promise<string> {
  const made = await transaction.passwordLink.create({ data: link, select: { id: true } });
  return made.id;
}

/** Makes what of a person's links is neither used nor ended worthless. Answers how many could still have been used. */
export async function endPasswordLinks(
  transaction: Transaction,
  personId: string,
  why: string,
  now: Date = new Date(),
): Promise<number> {
  const unused = { personId, usedAt: null, endedAt: null } as const;
  await transaction.passwordLink.updateMany({
    where: { ...unused, expiresAt: { lte: now } },
    data: { endedAt: now, endedWhy: 'its time was over' },
  });
  const ended = await transaction.passwordLink.updateMany({
    where: unused,
    data: { endedAt: now, endedWhy: why },
  });
  return ended.count;
}

/** One that can still be used, with whose password it sets. */
export function findOpenPasswordLink(tokenHash: string, now: Date) {
  return database().passwordLink.findFirst({
    where: {
      tokenHash,
      usedAt: null,
      endedAt: null,
      expiresAt: { gt: now },
      person: { disabledAt: null },
    },
    select: { ...shown, person: { select: { email: true, name: true } } },
  });
}

/** Uses it up; false when somebody else just did, or it is over. The row's own condition decides, so only one can win. */
export async function consumePasswordLink(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  const used = await transaction.passwordLink.updateMany({
    where: { id, usedAt: null, endedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return used.count > 0;
}

/** Every link that was ever made for a person, newest first. */
export function findPasswordLinksOf(personId: string, limit = 50) {
  return database().passwordLink.findMany({
    where: { personId },
    orderBy: { createdAt: 'desc' },
    take: limit,
    select: shown,
  });
}

/** Those that can still be used, newest first. */
export function findOpenPasswordLinks(now: Date) {
  return database().passwordLink.findMany({
    where: { usedAt: null, endedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    select: { ...shown, person: { select: { name: true, email: true } } },
  });
}

/** Every link that was ever used, in the order of their use. */
export function findUsedPasswordLinks(within: Transaction = database()) {
  return within.passwordLink.findMany({
    where: { usedAt: { not: null } },
    orderBy: { usedAt: 'asc' },
    select: shown,
  });
}
