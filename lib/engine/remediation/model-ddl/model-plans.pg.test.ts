import { afterAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { newReport } from '../../analysis/access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from '../../analysis/access-oracle-fixture/make-cluster.ts';
import { factsOf } from '../../analysis/facts.ts';
import { loadScriptParser } from '../check-script.ts';
import { differences } from './model-fixture/compare-model.ts';
import { randomPolicy } from './model-fixture/random-policy.ts';
import { modelPlans } from './model-plans.ts';

const seeds = (process.env.SEEDS ?? '1,2,3').split(',').map(Number);

describe.each([14, 16, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster | undefined;
  afterAll(() => cluster?.stop());
  test.each(seeds)(
    'a wild cluster %i becomes what its policy says, and again what it was',
    { timeout: 120_000 },
    async (seed) => {
      await loadScriptParser();
      const server = await startCluster({ major });
      cluster = server;
      try {
        await makeRandomCluster(server, seed, newReport());
        const before = await inventoryOf(server, ['shop']);
        const policy = randomPolicy(seed, before);
        const plans = modelPlans(factsOf(before), policy);
        for (const plan of plans) expect(plan.kind, plan.upText).not.toBe('config');
        for (const plan of plans) {
          if (plan.kind === 'manual') continue;
          await server.sql(plan.upText, 'shop').catch((error: unknown) => {
            throw new Error(
              `${plan.part} up: ${String(error)}\n${process.env.SHOW ? `${JSON.stringify(policy)}\n${plan.upText}` : ''}`,
            );
          });
        }
        const after = await inventoryOf(server, ['shop']);
        const again = modelPlans(factsOf(after), policy).filter((plan) => plan.kind !== 'manual');
        expect(again.map((plan) => plan.upText)).toEqual([]);
        if (process.env.SHOW) {
          const { writeFileSync } = await import('node:fs');
          writeFileSync(
            '/tmp/5e.json',
            JSON.stringify({ policy, before, after, up: plans.map((p) => p.upText) }, null, 1),
          );
        }
        expect(differences(after, policy)).toEqual([]);
        for (const plan of [...plans].reverse()) {
          if (plan.kind === 'manual') continue;
          await server.sql(plan.downText, 'shop').catch((error: unknown) => {
            throw new Error(`${plan.part} down: ${String(error)}${process.env.SHOW ? plan.downText : ''}`);
          });
        }
        expect(comparable(await inventoryOf(server, ['shop']))).toEqual(comparable(before));
      } finally {
        await server.stop();
      }
    },
  );
});
