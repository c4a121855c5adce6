import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { changeRecords, noFalsePositive } from '../db/chosen-findings.ts';
import { recountShown } from '../db/count-findings.ts';
import { type ActedOn, actOnFindings, type Step } from './act-on-findings.ts';
import { noteSchema } from './note.ts';
import { type BulkOutcome, selectionSchema } from './selection.ts';

export const stateChangeSchema = z.strictObject({
  selection: selectionSchema,
  /** What one person may say alone: that it is being mended, and that it is open after all. */
  to: z.enum(['in-remediation', 'open']),
  note: noteSchema.default(''),
});

function stepTo(to: 'in-remediation' | 'open', note: string, { shown, state, acceptedUntil }: ActedOn): Step {
  if (shown === 'fixed') return { refused: 'It is fixed; a scan reopens it when it is back.' };
  if (shown === 'baseline') return { refused: 'The policy’s baseline approves it: it is no finding.' };
  if (state === to) return { refused: 'Nothing would change.' };
  if (to === 'open') {
    // Another person agreed to it: taking it back is free, but not without a word.
    if (state === 'false-positive' && note === '') return { refused: 'Say why it is no false positive.' };
    if (state === 'reopened') return { refused: 'It is open already.' };
  } else {
    if (state === 'false-positive') return { refused: 'It is a false positive: reopen it first.' };
    if (shown === 'accepted') return { refused: `It is accepted until ${acceptedUntil}.` };
  }
  return { action: 'state', to, reason: note || null };
}

/** In remediation, or open again. */
export function setFindingState(
  access: Access<'finding:triage'>,
  { selection, to, note }: z.infer<typeof stateChangeSchema>,
): Promise<BulkOutcome> {
  return actOnFindings(access, selection, {
    trail: 'finding.state',
    detail: { to, note },
    step: (finding) => stepTo(to, note, finding),
    write: async (transaction, findings, scope) => {
      const ids = findings.map((finding) => finding.id);
      await changeRecords(transaction, ids, { state: to, stateAt: new Date(), ...noFalsePositive });
      await recountShown(transaction, findings, scope);
    },
  });
}
