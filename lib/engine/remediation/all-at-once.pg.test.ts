import { afterAll, expect, test } from 'vitest';
import { demoPolicy, demoScan, startDemoCluster } from '../../testing/all-at-once/demo-cluster.ts';
import { expectDemoWorks } from '../../testing/all-at-once/demo-works.ts';
import { expectMended } from '../../testing/all-at-once/expect-mended.ts';
import type { TestCluster } from '../../testing/cluster.ts';

// Every control has its own story; here all of them mend one cluster together. The longer orders: all-at-once.oracle.test.ts.

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

test('the demo, mended with all that is a script: it ends, the score never falls, what the policy says works, and all of it can be undone', async () => {
  const demo = await startDemoCluster();
  cluster = demo;
  // What migrations own is made as well: by whoever owns the schema.
  const policy = { ...demoPolicy(), schemaOwned: [] };
  const options = {
    order: 'together',
    irreversible: false,
    rehearsed: false,
    scanRole: demoScan(demo),
  } as const;
  await expectMended(demo, policy, options, async ({ last }) => {
    await expectDemoWorks(demo);
    expect(last.verdicts.filter(({ reason }) => reason?.includes('failed inside Postern'))).toEqual([]);
  });
});
