import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { requireTarget } from '../targets/get-target.ts';
import { noteSchema } from '../triage/note.ts';
import { draftSchema } from './draft-remediation.ts';
import { environmentOf } from './environment-of.ts';
import { modelPartSchema } from './model-part.ts';
import { planModelPart } from './plan-model-part.ts';
import { executionRoleOf, insertDraft } from './write-draft.ts';

export const draftFromModelSchema = modelPartSchema.extend({
  target: z.uuid(),
  title: draftSchema.shape.title,
  executionRole: draftSchema.shape.executionRole,
  reason: noteSchema.default(''),
});

/**
 * Drafts one part of the role and grant model, planned on the last scan: from here on a remediation as any other. Throws `conflict`
 * where nothing is to be done, there is no script, or another part comes first.
 */
export async function draftFromModel(
  access: Access<'remediation:draft' | 'finding:read'>,
  { target: targetId, part, database, title, executionRole, reason }: z.infer<typeof draftFromModelSchema>,
): Promise<{ readonly id: string; readonly title: string }> {
  access.demand('remediation:draft');
  const target = await requireTarget(targetId);
  const planned = await planModelPart(access, targetId, { part, database });
  const environment = await environmentOf(targetId);
  return inTransaction(async (transaction) =>
    insertDraft(transaction, access.actor, planned, {
      target,
      authorId: access.person.id,
      environment,
      executionRole: await executionRoleOf(transaction, target, executionRole, [planned]),
      title: title ?? `Role and grant model: ${planned.title}`,
      reason,
    }),
  );
}
