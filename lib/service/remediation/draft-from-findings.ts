import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { findChosenNames } from '../db/chosen-findings.ts';
import { ServiceError } from '../errors.ts';
import { choose, type Refusal, selectionSchema } from '../triage/selection.ts';
import { draftRemediation } from './draft-remediation.ts';
import { newPasswordSchema } from './new-password.ts';

export const draftFromFindingsSchema = z.strictObject({
  selection: selectionSchema,
  /** Mends the one finding that is chosen by a new password. */
  newPassword: newPasswordSchema.optional(),
});

export interface DraftedFromFindings {
  /** One for each server, database and kind of change. Titles are hostile text. */
  readonly drafted: readonly { readonly id: string; readonly title: string }[];
  readonly refused: readonly Refusal[];
}

/** Drafts what mends the chosen findings, of one server or of several. What one server refuses does not keep the others. */
export async function draftFromFindings(
  access: Access<'remediation:draft' | 'finding:read' | 'finding:triage'>,
  { selection, newPassword }: z.infer<typeof draftFromFindingsSchema>,
): Promise<DraftedFromFindings> {
  const chosen = await choose(access, selection);
  if (newPassword !== undefined && chosen.ids.length + chosen.refused.length !== 1)
    throw new ServiceError('invalid-input', 'A new password is for one finding: draft it by itself.');
  const names = await findChosenNames(chosen.ids);
  const drafted: { id: string; title: string }[] = [];
  const refused: Refusal[] = [...chosen.refused];
  for (const [target, ones] of Map.groupBy(names, (one) => one.targetId)) {
    try {
      const made = await draftRemediation(access, {
        target,
        findings: ones.map((one) => one.fingerprint),
        ...(newPassword ? { newPassword } : {}),
        reason: '',
      });
      drafted.push(...made.remediations);
      refused.push(...made.refused.map((one) => ({ ...one, target })));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refused.push(
        ...ones.map(({ fingerprint, title }) => ({ target, fingerprint, title, why: error.message })),
      );
    }
  }
  return { drafted, refused };
}
