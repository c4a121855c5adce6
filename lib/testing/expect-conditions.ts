import { expect } from 'vitest';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { stateFingerprint } from '../engine/remediation/state-fingerprint.ts';
import type { TestCluster } from './cluster.ts';

type Which = 'preconditions' | 'postconditions';

/** Whether each condition of the plan holds now; a question that fails is a mistake of the plan. In `shop` where it names none. */
async function answers(
  cluster: TestCluster,
  plan: Plan,
  which: Which,
): Promise<readonly { readonly says: string; readonly holds: unknown }[]> {
  const client = await cluster.connect({ database: plan.database ?? 'shop' });
  try {
    await client.query('SET search_path = pg_catalog, pg_temp');
    const found = [];
    for (const { says, sql } of plan[which]) {
      const { rows } = await client.query(sql);
      expect(rows, says).toEqual([{ holds: expect.any(Boolean) }]);
      found.push({ says, holds: rows[0]?.holds });
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Whether the plan has something to do here: a random change may name what is so already. */
export async function isUndone(cluster: TestCluster, plan: Plan): Promise<boolean> {
  const failing = (await answers(cluster, plan, 'preconditions')).filter(({ holds }) => holds !== true);
  expect(failing.filter(({ says }) => !says.startsWith('not yet so: '))).toEqual([]);
  return failing.length === 0;
}

/** Every condition of that kind holds. */
export async function expectConditions(
  cluster: TestCluster,
  plan: Plan,
  which: Which,
  when: string,
): Promise<void> {
  const failing = (await answers(cluster, plan, which)).filter(({ holds }) => holds !== true);
  expect(failing, `${which} ${when}`).toEqual([]);
}

/** The plan can be made here, and what has to hold in the end does not hold yet: it would tell whether it was done. */
export async function expectUndone(cluster: TestCluster, plan: Plan): Promise<void> {
  await expectConditions(cluster, plan, 'preconditions', 'before up');
  const already = await answers(cluster, plan, 'postconditions');
  if (plan.postconditions.length === 0) return;
  expect(
    already.some(({ holds }) => holds === false),
    `nothing would tell whether it was done: ${JSON.stringify(already)}`,
  ).toBe(true);
}

/** The fingerprint of what the plan touches, known. */
export function digestOf(plan: Plan, inventory: Inventory): string {
  const state = stateFingerprint(plan.changes, inventory, plan.database);
  if ('unknown' in state) throw new Error(state.unknown);
  return state.digest;
}
