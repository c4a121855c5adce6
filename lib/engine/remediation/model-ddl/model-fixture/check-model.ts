import { startCluster, type TestCluster } from '../../../../testing/cluster.ts';
import { comparable } from '../../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../../testing/inventory-of.ts';
import { newReport } from '../../../analysis/access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from '../../../analysis/access-oracle-fixture/make-cluster.ts';
import { factsOf } from '../../../analysis/facts.ts';
import { loadScriptParser } from '../../check-script.ts';
import type { ModelPlan } from '../model-plan.ts';
import { modelPlans } from '../model-plans.ts';
import { differences } from './compare-model.ts';
import { randomPolicy } from './random-policy.ts';

/** What of a wild cluster did not become, or did not become again, what it should. Both sides of an undo are equal. */
export interface ModelCheck {
  readonly changes: number;
  /** Scripts that a second look would still want to run. */
  readonly left: readonly string[];
  /** What the access engine says against the policy. */
  readonly differences: readonly string[];
  readonly before: unknown;
  readonly undone: unknown;
}

async function run(server: TestCluster, plans: readonly ModelPlan[], part: 'up' | 'down'): Promise<void> {
  const ordered = part === 'up' ? plans : [...plans].reverse();
  for (const plan of ordered.filter((one) => one.kind !== 'manual')) {
    const text = part === 'up' ? plan.upText : plan.downText;
    await server.sql(text, 'shop').catch((error: unknown) => {
      throw new Error(`${plan.part}, ${part}: ${String(error)}\n${text}`);
    });
  }
}

/** A random cluster and a random policy about it: up, looked at, and down again. */
export async function checkModel(major: TestCluster['major'], seed: number): Promise<ModelCheck> {
  await loadScriptParser();
  const server = await startCluster({ major });
  try {
    await makeRandomCluster(server, seed, newReport());
    const before = await inventoryOf(server, ['shop']);
    const policy = randomPolicy(seed, before);
    const plans = modelPlans(factsOf(before), policy);
    await run(server, plans, 'up');
    const after = await inventoryOf(server, ['shop']);
    const again = modelPlans(factsOf(after), policy).filter((plan) => plan.kind !== 'manual');
    await run(server, plans, 'down');
    return {
      changes: plans.reduce((sum, plan) => sum + plan.changes.length, 0),
      left: again.map((plan) => plan.upText),
      differences: differences(after, policy),
      before: comparable(before),
      undone: comparable(await inventoryOf(server, ['shop'])),
    };
  } finally {
    await server.stop();
  }
}
