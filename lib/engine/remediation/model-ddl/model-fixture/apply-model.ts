import { expect } from 'vitest';
import type { TestCluster } from '../../../../testing/cluster.ts';
import { inventoryOf } from '../../../../testing/inventory-of.ts';
import { factsOf } from '../../../analysis/facts.ts';
import type { Policy } from '../../../policy/policy.ts';
import { loadScriptParser } from '../../check-script.ts';
import type { Condition } from '../../plan.ts';
import { literal } from '../../quote.ts';
import type { ModelPlan } from '../model-plan.ts';
import { modelPlans } from '../model-plans.ts';

/** The plans of a policy for database `shop` of this server as it is now. */
export async function plansFor(server: TestCluster, policy: Policy): Promise<readonly ModelPlan[]> {
  await loadScriptParser();
  return modelPlans(factsOf(await inventoryOf(server, ['shop'])), policy);
}

/** Conditions that do not hold now, in their words. */
async function broken(server: TestCluster, conditions: readonly Condition[]): Promise<readonly unknown[]> {
  if (conditions.length === 0) return [];
  const asked = conditions.map(
    ({ says, sql }) => `SELECT ${literal(says)} AS says WHERE (${sql}) IS NOT TRUE`,
  );
  const rows = await server.sql(
    `SET search_path = pg_catalog, pg_temp; ${asked.join(' UNION ALL ')}`,
    'shop',
  );
  return rows.map((row) => row.says);
}

/** Runs the scripts as a person would with psql: in order, or in the opposite one. What is done by hand is left out. */
export async function runModel(
  server: TestCluster,
  plans: readonly ModelPlan[],
  part: 'up' | 'down',
): Promise<void> {
  const ordered = part === 'up' ? plans : [...plans].reverse();
  for (const plan of ordered.filter((one) => one.kind !== 'manual')) {
    if (part === 'up') expect(await broken(server, plan.preconditions)).toEqual([]);
    const text = part === 'up' ? plan.upText : plan.downText;
    const whole = plan.transactional ? [text] : (part === 'up' ? plan.up : plan.down).map(({ sql }) => sql);
    for (const sql of whole)
      await server.sql(sql, 'shop').catch((error: unknown) => {
        throw new Error(`${plan.part}, ${part}: ${String(error)}\n${text}`);
      });
    if (part === 'up' && plan.transactional) expect(await broken(server, plan.postconditions)).toEqual([]);
  }
}
