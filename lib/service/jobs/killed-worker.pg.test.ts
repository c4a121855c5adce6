import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executor } from '../../testing/approved-script.ts';
import { outsidePoints, recoveryPoints, transactionPoints } from '../../testing/kill-points.ts';
import { killOutside, killTransaction } from '../../testing/kill-run.ts';
import { type ExecutionServers, startExecutionServers } from './execution-fixture.ts';

// A share of what `npm run test:oracle` does twenty times at every point.
const times = 2;

describe('a worker killed at a point, and another one after it', () => {
  let servers: ExecutionServers;
  beforeAll(async () => {
    servers = await startExecutionServers({});
    await servers.cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
  });
  afterAll(() => servers.stop());

  test.each([...transactionPoints, ...recoveryPoints])('%s', async (point) => {
    for (let time = 0; time < times; time += 1) {
      const state = await killTransaction(servers, point);
      if (point === 'before-claim' || point === 'after-commit') expect(state).toBe('done');
      if (point === 'before-commit' || point === 'after-claim') expect(state).toBe('rolled-back');
    }
  });

  test.each(outsidePoints)('no transaction: %s', async (point) => {
    for (let time = 0; time < times; time += 1) await killOutside(servers, point);
  });
});
