import type { TestCluster } from '../../../../testing/cluster.ts';
import { inventoryOf } from '../../../../testing/inventory-of.ts';
import { factsOf } from '../../../analysis/facts.ts';
import type { Policy } from '../../../policy/policy.ts';
import { loadScriptParser } from '../../check-script.ts';
import type { ModelPlan } from '../model-plan.ts';
import { modelPlans } from '../model-plans.ts';

/** The plans of a policy for database `shop` of this server as it is now. */
export async function plansFor(server: TestCluster, policy: Policy): Promise<readonly ModelPlan[]> {
  await loadScriptParser();
  return modelPlans(factsOf(await inventoryOf(server, ['shop'])), policy);
}

/** Runs the scripts as a person would with psql: in order, or in the opposite one. What is done by hand is left out. */
export async function runModel(
  server: TestCluster,
  plans: readonly ModelPlan[],
  part: 'up' | 'down',
): Promise<void> {
  const ordered = part === 'up' ? plans : [...plans].reverse();
  for (const plan of ordered.filter((one) => one.kind !== 'manual')) {
    const text = part === 'up' ? plan.upText : plan.downText;
    const whole = plan.transactional ? [text] : (part === 'up' ? plan.up : plan.down).map(({ sql }) => sql);
    for (const sql of whole)
      await server.sql(sql, 'shop').catch((error: unknown) => {
        throw new Error(`${plan.part}, ${part}: ${String(error)}\n${text}`);
      });
  }
}
