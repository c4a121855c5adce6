import { database, type Transaction } from './client.ts';

const whole = { id: true, row: true, text: true, authorId: true, createdAt: true } as const;

/** Every note on a target's matrix, newest first; the first of a row is the one that counts. */
export function findThreatNotes(targetId: string) {
  return database().threatNote.findMany({
    where: { targetId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    distinct: ['row'],
    select: whole,
  });
}

/** The history of one row's note, newest first. */
export function findThreatNoteHistory(targetId: string, row: string, limit: number) {
  return database().threatNote.findMany({
    where: { targetId, row },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: whole,
  });
}

export async function insertThreatNote(
  transaction: Transaction,
  note: {
    readonly targetId: string;
    readonly row: string;
    readonly text: string;
    readonly authorId: string | null;
  },
): Promise<void> {
  await transaction.threatNote.create({ data: note });
}
