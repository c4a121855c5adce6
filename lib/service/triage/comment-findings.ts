import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { insertComments } from '../db/finding-events.ts';
import { actOnFindings } from './act-on-findings.ts';
import { noteSchema } from './note.ts';
import { type BulkOutcome, selectionSchema } from './selection.ts';

export const commentSchema = z.strictObject({
  selection: selectionSchema,
  text: noteSchema.min(1, 'is empty'),
});

/** Says something about findings, whatever their state. */
export function commentFindings(
  access: Access<'finding:triage'>,
  { selection, text }: z.infer<typeof commentSchema>,
): Promise<BulkOutcome> {
  const authorId = access.person.id;
  return actOnFindings(access, selection, {
    trail: 'finding.comment',
    detail: { text: text.slice(0, 500) },
    step: () => ({ action: 'commented', reason: null }),
    write: (transaction, findings) =>
      insertComments(
        transaction,
        findings.map((finding) => ({ recordId: finding.id, authorId, text })),
      ),
  });
}
