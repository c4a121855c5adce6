import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findPersonNames } from '../db/people.ts';
import { findThreatNoteHistory, findThreatNotes, insertThreatNote } from '../db/threat-notes.ts';
import { requireTarget } from '../targets/get-target.ts';

/** What a person wrote about what remains of a threat. */
export interface ThreatNote {
  /** Empty where the note before was taken back. */
  readonly text: string;
  /** Name of who wrote it; null for Postern itself. */
  readonly author: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
}

const historyShown = 100;

async function named(
  rows: readonly { text: string; authorId: string | null; createdAt: Date }[],
): Promise<readonly ThreatNote[]> {
  const names = await findPersonNames(rows.flatMap((row) => row.authorId ?? []));
  return rows.map((row) => ({
    text: row.text,
    author: row.authorId === null ? null : (names.get(row.authorId) ?? 'somebody who has left'),
    at: row.createdAt.toISOString(),
  }));
}

/** The note that counts on each row of a database's matrix, by the row's key; rows without one are not in it. */
export async function currentNotes(
  access: Access<'finding:read'>,
  targetId: string,
): Promise<ReadonlyMap<string, ThreatNote>> {
  access.demand('finding:read');
  const rows = (await findThreatNotes(targetId)).filter((row) => row.text !== '');
  const notes = await named(rows);
  return new Map(rows.flatMap((row, index) => (notes[index] ? [[row.row, notes[index]] as const] : [])));
}

/** Every note a row ever had, newest first. */
export async function noteHistory(
  access: Access<'finding:read'>,
  targetId: string,
  row: string,
): Promise<readonly ThreatNote[]> {
  access.demand('finding:read');
  await requireTarget(targetId);
  return named(await findThreatNoteHistory(targetId, row, historyShown));
}

export const noteSchema = z.strictObject({
  /** A threat's id, or `boundary:` and the id of a trust zone. */
  row: z.string().min(1).max(300),
  /** Plain text; none takes the note back. */
  text: z.string().trim().max(4000, 'is longer than 4,000 characters'),
});

/** Writes a note: the one before stays in the history. */
export async function writeNote(
  access: Access<'threat:annotate'>,
  targetId: string,
  note: z.infer<typeof noteSchema>,
): Promise<void> {
  access.demand('threat:annotate');
  const target = await requireTarget(targetId);
  const { row, text } = note;
  await inTransaction(async (transaction) => {
    await insertThreatNote(transaction, { targetId, row, text, authorId: access.actor.id });
    await recordEvent(transaction, access.actor, 'threat.note', target.name, { row, text });
  });
}
