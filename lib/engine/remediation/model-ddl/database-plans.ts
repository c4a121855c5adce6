import { UnreadSection } from '../../analysis/unread-section.ts';
import { auditGrants } from './audit-grants.ts';
import type { AuditIntent } from './audit-intent.ts';
import { auditTriggerPlans } from './audit-trigger-steps.ts';
import { creatorsOf, type DatabaseModel, grantGround, keptIn, plannedOn } from './database-model.ts';
import { defaultPrivilegeSteps } from './default-privilege-steps.ts';
import { maskingSteps } from './masking-steps.ts';
import { maskingViews } from './masking-views.ts';
import { modelObjects } from './model-objects.ts';
import { type ModelPart, type ModelPlan, modelPlan, unplannable } from './model-plan.ts';
import { ownershipSteps } from './ownership-steps.ts';
import { settleAll, unsettled } from './settled-objects.ts';
import { tenancySteps } from './tenancy-steps.ts';

/** What needs a section that was not read is said, and leaves the rest as it is. */
function orUnread(
  part: ModelPart,
  database: string,
  plan: () => readonly (ModelPlan | null)[],
): readonly (ModelPlan | null)[] {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof UnreadSection)) throw error;
    return [unplannable(part, `${part} in ${database}`, database, error)];
  }
}

/** The parts of the model that belong to one database, in the order in which they are applied. */
export function databasePlans(model: DatabaseModel, audit: AuditIntent | null): readonly ModelPlan[] {
  const { facts } = model;
  const grantsAndAfter = () => {
    const warnings: string[] = [];
    const kept = keptIn(model);
    const masking = maskingViews(model, kept, modelObjects(facts));
    const ground = grantGround(model, kept, masking, (text) => warnings.push(text));
    const objects = modelObjects(facts).map((object) => unsettled(ground, object));
    const steps = [
      ...settleAll(ground, objects),
      ...(audit === null ? [] : auditGrants(audit, facts.name, objects)),
      ...defaultPrivilegeSteps({ ...ground, creators: creatorsOf(model) }),
    ];
    const grants = modelPlan(
      {
        part: 'grants',
        title: `the grants of the policy in ${facts.name}`,
        database: facts.name,
        outside: [],
        warnings: [...new Set(warnings)],
      },
      steps,
      plannedOn(model),
    );
    return [
      grants,
      ownershipSteps(model, ground, objects),
      ...orUnread('tenancy', facts.name, () => [tenancySteps(model, objects)]),
      maskingSteps(model, masking),
    ];
  };
  return [
    ...orUnread('grants', facts.name, grantsAndAfter),
    ...orUnread('audit-triggers', facts.name, () => (audit === null ? [] : auditTriggerPlans(model, audit))),
  ].filter((plan) => plan !== null);
}
