import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { releaseOf, releaseTable } from './postgresql-releases.ts';
import { versionMinorCurrent } from './version-minor-current.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

test.each([14, 15, 16, 17, 18] as const)(
  'the version a server of PostgreSQL %i gives itself is compared',
  async (major) => {
    const cluster = await startCluster({ major });
    started.push(cluster);
    const inventory = { ...(await inventoryOf(cluster)), collectedAt: `${releaseTable.asOf}T00:00:00.000Z` };
    const newest = releaseOf(inventory.server.versionNum)?.newestMinor ?? 0;
    const minor = Number(inventory.server.version.split(/[. ]/)[1]);
    expect(verdictOf(versionMinorCurrent, factsOf(inventory)).status).toBe(minor < newest ? 'fail' : 'pass');
    const patched = { ...inventory, server: { ...inventory.server, versionNum: major * 10000 + newest } };
    expect(verdictOf(versionMinorCurrent, factsOf(patched)).status).toBe('pass');
  },
);
