import { afterEach, expect, test } from 'vitest';
import { demoPolicy, demoScan, startDemoCluster } from '../../testing/all-at-once/demo-cluster.ts';
import { expectDemoWorks } from '../../testing/all-at-once/demo-works.ts';
import { expectMended } from '../../testing/all-at-once/expect-mended.ts';
import type { TestCluster } from '../../testing/cluster.ts';

// The share of every run: all-at-once.pg.test.ts.

let cluster: TestCluster | undefined;
afterEach(() => cluster?.stop());

test.each([
  ['together', true],
  ['fix-first', false],
  ['one-by-one', true],
] as const)('the demo, mended %s', async (order, rehearsed) => {
  const demo = await startDemoCluster();
  cluster = demo;
  const policy = { ...demoPolicy(), schemaOwned: [] };
  const options = { order, irreversible: false, rehearsed, scanRole: demoScan(demo) };
  await expectMended(demo, policy, options, async ({ scores }) => {
    await expectDemoWorks(demo);
    expect(scores.length).toBeGreaterThan(order === 'together' ? 5 : 50);
  });
});
