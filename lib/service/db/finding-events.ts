import { database, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

export interface NewEvent {
  readonly recordId: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly actor: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly detail: Prisma.InputJsonObject;
}

const batch = 2000;

/** Adds to histories; nothing ever changes or removes what stands there, the database sees to it. */
export async function insertEvents(transaction: Transaction, events: readonly NewEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += batch) {
    await transaction.findingEvent.createMany({ data: events.slice(from, from + batch) });
  }
}

/** One finding's history, oldest first. */
export function findEvents(recordId: string, limit: number) {
  return database().findingEvent.findMany({
    where: { recordId },
    orderBy: { seq: 'desc' },
    take: limit,
  });
}

export async function insertComments(
  transaction: Transaction,
  comments: readonly { readonly recordId: string; readonly authorId: string; readonly text: string }[],
): Promise<void> {
  await transaction.findingComment.createMany({ data: [...comments] });
}

/** One finding's comments, newest first. */
export function findComments(recordId: string, limit: number) {
  return database().findingComment.findMany({
    where: { recordId },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: limit,
    include: { author: { select: { name: true } } },
  });
}
