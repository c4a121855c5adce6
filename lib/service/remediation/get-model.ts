import { loadScriptParser } from '../../engine/remediation/check-script.ts';
import type { ModelPart } from '../../engine/remediation/model-ddl/model-plan.ts';
import { modelPlans } from '../../engine/remediation/model-ddl/model-plans.ts';
import { modelScript } from '../../engine/report/model-script.ts';
import type { Access } from '../auth/access.ts';
import { openSnapshot } from '../snapshot/open-snapshot.ts';
import { draftProblem } from './model-part.ts';

/** One part of the way from what is to what the policy says. Texts are hostile. */
export interface ShownModelPlan {
  readonly part: ModelPart;
  readonly title: string;
  readonly database: string | null;
  readonly kind: 'sql' | 'config' | 'manual' | 'migration';
  readonly changes: number;
  /** Why no remediation can be drafted from it as things are, in a sentence; null where one can. */
  readonly draftProblem: string | null;
  /** What of the policy asks for it, each once. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly outside: readonly string[];
  readonly upText: string;
  readonly downText: string;
  readonly irreversible: string | null;
}

export interface ShownModel {
  readonly scanId: string;
  readonly plans: readonly ShownModelPlan[];
  /** All of it for `psql -f`. */
  readonly up: string;
  readonly down: string;
}

/**
 * What would bring a database server's roles, grants, tenancy, masking and audit to what its policy says, worked out on the last
 * good scan. Nothing runs. Throws `not-found` where there is no scan.
 */
export async function getModel(access: Access<'finding:read'>, targetId: string): Promise<ShownModel> {
  access.demand('finding:read');
  const [{ scan, facts, policy }] = await Promise.all([openSnapshot(access, targetId), loadScriptParser()]);
  const plans = modelPlans(facts, policy);
  return {
    scanId: scan.id,
    plans: plans.map((plan) => ({
      part: plan.part,
      title: plan.title,
      database: plan.database,
      kind: plan.kind,
      changes: plan.changes.length,
      draftProblem: draftProblem(plan, plans),
      reasons: [...new Set(plan.reasons)],
      warnings: plan.warnings,
      outside: plan.outside,
      upText: plan.upText,
      downText: plan.downText,
      irreversible: plan.irreversible,
    })),
    up: modelScript(plans, 'up'),
    down: modelScript(plans, 'down'),
  };
}
