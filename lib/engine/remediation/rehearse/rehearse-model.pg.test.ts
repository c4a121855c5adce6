import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { newReport } from '../../analysis/access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from '../../analysis/access-oracle-fixture/make-cluster.ts';
import { factsOf } from '../../analysis/facts.ts';
import { loadScriptParser } from '../check-script.ts';
import { runModel } from '../model-ddl/model-fixture/apply-model.ts';
import { randomPolicy } from '../model-ddl/model-fixture/random-policy.ts';
import { modelPlans } from '../model-ddl/model-plans.ts';
import { rehearse } from './rehearse.ts';

let server: TestCluster | undefined;
afterAll(() => server?.stop());

test('whole plans of a role model, hundreds of statements on a wild cluster, each rehearsed and then made', {
  timeout: 180_000,
}, async () => {
  await loadScriptParser();
  const cluster = await startCluster({ major: 18 });
  server = cluster;
  const seed = 14;
  await makeRandomCluster(cluster, seed, newReport());
  const policy = randomPolicy(seed, await inventoryOf(cluster, ['shop']));
  const rehearsed: string[] = [];
  for (;;) {
    const inventory = await inventoryOf(cluster, ['shop']);
    const plan = modelPlans(factsOf(inventory), policy).find(
      (one) => one.kind !== 'manual' && one.transactional && !rehearsed.includes(one.part),
    );
    if (!plan) break;
    const done = await rehearse(clusterTarget(cluster, 'postgres', 'shop'), plan, policy, {
      inventory,
      now: () => new Date(),
    });
    expect(done, plan.part).toMatchObject({ outcome: 'ok', undo: 'ok' });
    expect(done.differences.filter((one) => !one.includes('could not be predicted'))).toEqual([]);
    expect(comparable(await inventoryOf(cluster, ['shop'])), plan.part).toEqual(comparable(inventory));
    rehearsed.push(plan.part);
    await runModel(cluster, [plan], 'up');
  }
  expect(rehearsed).toEqual(expect.arrayContaining(['roles', 'grants']));
});
