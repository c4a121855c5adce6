import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { versionPrerelease } from './version-prerelease.ts';

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

test('a released server passes; the same under the name of a preview does not', async () => {
  cluster = await startCluster({ major: 17 });
  const inventory = await inventoryOf(cluster);
  const called = (version: string) =>
    verdictOf(versionPrerelease, factsOf({ ...inventory, server: { ...inventory.server, version } }));
  expect(verdictOf(versionPrerelease, factsOf(inventory)).status).toBe('pass');
  expect(called('16.14 (Debian 16.14-1.pgdg12+1)').status).toBe('pass');
  for (const version of ['19beta1', '18rc2', '19devel', '14alpha1 (Debian 14)']) {
    expect(called(version).findings.map((finding) => finding.title)).toEqual([
      `PostgreSQL ${version} is a preview, not a release`,
    ]);
  }
});
