import { database, type Transaction } from './client.ts';

export interface DecisionNoteRow {
  readonly decisionId: string;
  readonly note: string;
  readonly authorId: string;
  readonly createdAt: Date;
}

/** Newest first. */
export function findDecisionNotes(targetId: string): Promise<readonly DecisionNoteRow[]> {
  return database().decisionNote.findMany({
    where: { targetId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 2000,
    select: { decisionId: true, note: true, authorId: true, createdAt: true },
  });
}

export async function insertDecisionNote(
  transaction: Transaction,
  note: {
    readonly targetId: string;
    readonly decisionId: string;
    readonly note: string;
    readonly authorId: string;
  },
): Promise<void> {
  await transaction.decisionNote.create({ data: note });
}
