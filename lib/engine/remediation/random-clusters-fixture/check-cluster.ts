import { expect } from 'vitest';
import type { EmbeddedMajor } from '../../../embedded/binaries.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { digestOf, expectConditions, isUndone } from '../../../testing/expect-conditions.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { choices } from '../../analysis/access-oracle-fixture/choices.ts';
import { newReport } from '../../analysis/access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from '../../analysis/access-oracle-fixture/make-cluster.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import { emptyPolicy } from '../../policy/policy.ts';
import { loadScriptParser } from '../check-script.ts';
import { mergedChanges, orderChanges } from '../merge-changes.ts';
import type { Plan } from '../plan.ts';
import { planChanges } from '../plan-changes.ts';
import { sampleChanges } from './sample-changes.ts';

/** What one cluster showed: plans made and undone, by kind of change, and plans that were refused or cannot be undone. */
export interface ClusterReport {
  applied: number;
  manual: number;
  irreversible: number;
  alreadySo: number;
  conflicts: number;
  readonly changes: Map<Change['do'], number>;
}

export const newClusterReport = (): ClusterReport => ({
  applied: 0,
  manual: 0,
  irreversible: 0,
  alreadySo: 0,
  conflicts: 0,
  changes: new Map(),
});

function joined(changes: readonly Change[], inventory: Inventory, report: ClusterReport): readonly Change[] {
  const merged = mergedChanges();
  for (const change of changes) if (!merged.add([change])) report.conflicts += 1;
  return orderChanges(merged.all(), inventory);
}

async function run(cluster: TestCluster, plan: Plan, direction: 'up' | 'down'): Promise<void> {
  const text = direction === 'up' ? plan.upText : plan.downText;
  await cluster.sql(text, 'shop').catch((error: unknown) => {
    throw new Error(`${direction} was refused: ${error instanceof Error ? error.message : ''}\n${text}`);
  });
}

/** Up, up again, down: exactly as before, and told so by postconditions, preconditions and fingerprint. */
async function upAndDown(cluster: TestCluster, plan: Plan, before: Inventory, state: unknown): Promise<void> {
  const digest = digestOf(plan, before);
  await run(cluster, plan, 'up');
  await expectConditions(cluster, plan, 'postconditions', `after up\n${plan.upText}`);
  const once = await inventoryOf(cluster, ['shop']);
  await run(cluster, plan, 'up');
  const twice = await inventoryOf(cluster, ['shop']);
  expect(comparable(twice), `a second run changed something\n${plan.upText}`).toEqual(comparable(once));
  await run(cluster, plan, 'down');
  const after = await inventoryOf(cluster, ['shop']);
  expect(comparable(after), `not as before\n${plan.upText}\n${plan.downText}`).toEqual(state);
  expect(digestOf(plan, after), 'the fingerprint is another').toBe(digest);
}

/** A random cluster of that seed, and plans of random changes on it, each made, made again and undone. */
export async function checkCluster(
  major: EmbeddedMajor,
  seed: number,
  plans: number,
  report: ClusterReport,
): Promise<void> {
  await loadScriptParser();
  const cluster = await startCluster({ major });
  try {
    await makeRandomCluster(cluster, seed, newReport());
    const choose = choices(seed ^ 0x5eed);
    const before = await inventoryOf(cluster, ['shop']);
    const state = comparable(before);
    for (let at = 0; at < plans; at++) {
      const changes = joined(sampleChanges(choose, before), before, report);
      if (changes.length === 0) continue;
      const finding = {
        control: 'random',
        fingerprint: `${seed}-${at}`,
        title: 'random',
        object: { database: 'shop' },
      };
      const plan = planChanges([finding], changes, before, emptyPolicy);
      if (plan.kind === 'manual') report.manual += 1;
      else if (plan.irreversible !== null) report.irreversible += 1;
      else if (!(await isUndone(cluster, plan))) report.alreadySo += 1;
      else {
        await upAndDown(cluster, plan, before, state);
        report.applied += 1;
        for (const { do: verb } of changes) report.changes.set(verb, (report.changes.get(verb) ?? 0) + 1);
      }
    }
  } finally {
    await cluster.stop();
  }
}
