import { z } from 'zod';
import { type ModelPart, type ModelPlan, modelParts } from '../../engine/remediation/model-ddl/model-plan.ts';

/** Which part of the role and grant model a remediation was drafted from; `database` null for one of the whole cluster. */
export const modelPartSchema = z.strictObject({
  part: z.enum(modelParts),
  database: z.string().min(1).max(63).nullable(),
});

export type ModelPartRef = z.infer<typeof modelPartSchema>;

/** A script is rendered on the state that these leave: drafted before them, it would run on another one. */
const standsOn: Readonly<Record<ModelPart, readonly ModelPart[]>> = {
  roles: [],
  grants: ['roles'],
  ownership: ['roles', 'grants'],
  tenancy: ['roles', 'grants', 'ownership'],
  masking: ['roles', 'grants', 'ownership'],
  'audit-table': ['roles'],
  'audit-triggers': ['roles', 'audit-table'],
  'audit-settings': ['roles'],
};

/** The part among the plans of a model; null where the policy asks for nothing of it any more. */
export function partOf(plans: readonly ModelPlan[], { part, database }: ModelPartRef): ModelPlan | null {
  return plans.find((plan) => plan.part === part && plan.database === database) ?? null;
}

/** Why no change can be drafted from a part as things are, in a sentence; null where one can. */
export function draftProblem(plan: ModelPlan, plans: readonly ModelPlan[]): string | null {
  if (plan.unplanned !== null) return plan.unplanned;
  if (plan.kind === 'manual' || plan.changes.length === 0)
    return 'By the last scan a script has nothing left to do here.';
  const first = plans.filter(
    (one) =>
      (one.changes.length > 0 || one.unplanned !== null) &&
      standsOn[plan.part].includes(one.part) &&
      (one.database === null || plan.database === null || one.database === plan.database),
  );
  if (first.length === 0) return null;
  const titles = first.map((one) => one.title).join(', ');
  return `It stands on what comes before it: first ${titles}. Once that is done, a scan makes this one ready.`;
}
