import type { ClusterFacts } from '../../analysis/facts.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import type { Policy } from '../../policy/policy.ts';
import { auditIntent } from './audit-intent.ts';
import { auditSettings } from './audit-settings.ts';
import { databasePlans } from './database-plans.ts';
import { declaredRoles } from './declared-roles.ts';
import { type ModelPlan, unplannable } from './model-plan.ts';
import { databaseModels, rolePart } from './role-part.ts';

/**
 * From the policy's roles, tenancy, classification and audit to the scripts that bring this cluster there, as the smallest
 * difference: in the order in which they are applied; undone in the opposite order. Every change says what of the policy asks
 * for it. Nothing where all is as the policy says. PostgreSQL's parser has to be loaded (`loadScriptParser`).
 */
export function modelPlans(facts: ClusterFacts, policy: Policy): readonly ModelPlan[] {
  try {
    const declared = declaredRoles(policy, facts);
    const audit = auditIntent(policy, facts);
    const auditor = audit?.auditor ?? null;
    const auditors = new Set(auditor === null ? [] : [auditor]);
    const { plan, roles, after } = rolePart(facts, policy, declared, auditor);
    const perDatabase = databaseModels(facts, policy, declared, roles).flatMap((model) =>
      databasePlans({ ...model, policy, declared, after, auditors }, audit),
    );
    const settings = audit === null ? null : auditSettings(facts, policy, audit);
    return [plan, ...perDatabase, settings].filter((one) => one !== null);
  } catch (error) {
    // Roles, memberships and settings are what everything else stands on.
    if (!(error instanceof UnreadSection)) throw error;
    return [unplannable('roles', 'the model of the policy', null, error)];
  }
}
