import type { ModelPlan } from '../remediation/model-ddl/model-plan.ts';

/** One plan with the keys of `postern remediate --format json`, and what the model adds: its part and why each change is there. */
function planOf(plan: ModelPlan, part: 'up' | 'down' | 'both'): Readonly<Record<string, unknown>> {
  const statements = part === 'down' ? plan.down : plan.up;
  return {
    part: plan.part,
    title: plan.title,
    database: plan.database,
    findings: [],
    kind: plan.kind,
    up: part === 'down' ? null : plan.upText,
    down: part === 'up' ? null : plan.downText,
    transactional: plan.transactional,
    statements: statements.map(({ sql, lock, transactional }) => ({ sql, lock, transactional })),
    preconditions: plan.preconditions,
    postconditions: plan.postconditions,
    changes: plan.changes.map((change, at) => ({ change, why: plan.reasons[at] ?? null })),
    outside: plan.outside,
    warnings: plan.warnings,
    restartNeeded: plan.restartNeeded,
    handOff: plan.handOff,
    irreversible: plan.irreversible,
  };
}

/** The model as an array of plans in the order in which they are applied; `down` is undone from the last one on. */
export const modelPlansJson = (plans: readonly ModelPlan[], part: 'up' | 'down' | 'both'): string =>
  `${JSON.stringify(
    plans.map((plan) => planOf(plan, part)),
    null,
    2,
  )}\n`;
