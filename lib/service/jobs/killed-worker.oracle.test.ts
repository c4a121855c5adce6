import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executor } from '../../testing/approved-script.ts';
import { outsidePoints, recoveryPoints, transactionPoints } from '../../testing/kill-points.ts';
import { disturbed, killOutside, killTransaction } from '../../testing/kill-run.ts';
import { type ExecutionServers, startExecutionServers } from './execution-fixture.ts';

// Semantics A14: at every point twenty times. Each run asserts that what is recorded is what happened, once or not at all.
const times = 20;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe.each([14, 18] as const)('killed while applying on PostgreSQL %i', (major) => {
  let servers: ExecutionServers;
  const seen = new Map<string, number>();
  const count = (point: string, state: string) => {
    const key = `${point}: ${state}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  };
  beforeAll(async () => {
    servers = await startExecutionServers({ major });
    await servers.cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
  });
  afterAll(async () => {
    process.stderr.write(`PostgreSQL ${major}\n${[...seen].map(([key, n]) => `${key} ${n}`).join('\n')}\n`);
    await servers.stop();
  });

  test.each([...transactionPoints, ...recoveryPoints])('%s', async (point) => {
    for (let time = 0; time < times; time += 1) count(point, await killTransaction(servers, point));
  });

  test.each(outsidePoints)('no transaction: %s', async (point) => {
    for (let time = 0; time < times; time += 1) count(point, await killOutside(servers, point));
  });

  test.each(['the server', "Postern's own database"] as const)('%s dies at any moment', async (which) => {
    const { cluster, service, targetId } = servers;
    const dying = which === 'the server' ? cluster : service.cluster;
    for (let time = 0; time < times; time += 1) {
      const state = await disturbed(servers, targetId, async () => {
        await after(Math.random() * 2000);
        await dying.crash();
      });
      count(which, state);
    }
    expect([...seen.keys()].some((key) => key.startsWith(which))).toBe(true);
  });
});
