import { startCluster, type TestCluster } from '../../../../testing/cluster.ts';
import { comparable } from '../../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../../testing/inventory-of.ts';
import { newReport } from '../../../analysis/access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from '../../../analysis/access-oracle-fixture/make-cluster.ts';
import { factsOf } from '../../../analysis/facts.ts';
import { loadScriptParser } from '../../check-script.ts';
import { modelPlans } from '../model-plans.ts';
import { runModel } from './apply-model.ts';
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

/** `r1: SELECT on table s.t is surplus`, as the plan's warning names it. */
function saysKeeps(warning: string, difference: string): boolean {
  const [, privilege = '', name = ''] = / ([A-Z]+) on [a-z-]+ (.*) is surplus/s.exec(difference) ?? [];
  // A routine without arguments is written with its empty parentheses.
  return name !== '' && [name, `${name}()`].some((one) => warning.includes(` keeps ${privilege} on ${one}:`));
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
    await runModel(server, plans, 'up');
    const after = await inventoryOf(server, ['shop']);
    const again = modelPlans(factsOf(after), policy).filter((plan) => plan.kind !== 'manual');
    await runModel(server, plans, 'down');
    const told = plans.flatMap((plan) => plan.warnings);
    return {
      changes: plans.reduce((sum, plan) => sum + plan.changes.length, 0),
      left: again.map((plan) => plan.upText),
      // What a plan says it cannot take back stays, and is said.
      differences: differences(after, policy).filter((one) => !told.some((text) => saysKeeps(text, one))),
      before: comparable(before),
      undone: comparable(await inventoryOf(server, ['shop'])),
    };
  } finally {
    await server.stop();
  }
}
