import { expect } from 'vitest';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { Policy } from '../engine/policy/policy.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import type { Rehearsal } from '../engine/remediation/rehearse/rehearsal.ts';
import { rehearse } from '../engine/remediation/rehearse/rehearse.ts';
import type { TestCluster } from './cluster.ts';
import { clusterTarget } from './cluster-target.ts';
import { expectSameState } from './expect-same-state.ts';
import { inventoryOf } from './inventory-of.ts';

/** A rehearsal of a plan made on `inventory`: it goes well, closes what it mends, and leaves the whole catalog as it was. */
export async function expectRehearsed(
  cluster: TestCluster,
  plan: Plan,
  policy: Policy,
  inventory: Inventory,
): Promise<Rehearsal> {
  const done = await rehearse(clusterTarget(cluster, 'postgres', 'shop'), plan, policy, {
    inventory,
    now: () => new Date(),
  });
  expect(done.outcome, `${done.reason}\n${plan.upText}\n${plan.downText}`).toBe('ok');
  expect(done.closes).toEqual(expect.arrayContaining([...plan.findings]));
  expect(done.undo).toBe(plan.irreversible === null ? 'ok' : 'none');
  // What only the server can tell is said to be so, and is no prediction that came otherwise.
  expect(done.differences.filter((one) => !one.includes('could not be predicted'))).toEqual([]);
  expect(done.asPredicted).toBe(done.differences.length === 0);
  expect(done.where).toBe('target');
  expectSameState(await inventoryOf(cluster, ['shop']), inventory, 'a rehearsal left something');
  return done;
}
