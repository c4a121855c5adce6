import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executor } from '../../testing/approved-script.ts';
import { cutAt } from '../../testing/faulty-proxy.ts';
import { outsidePoints, recoveryPoints, transactionPoints } from '../../testing/kill-points.ts';
import { disturbed, killOutside, killTransaction } from '../../testing/kill-run.ts';
import { registerExecutionCredential } from '../remediation/execution-credential.ts';
import { type ExecutionServers, registerServer, startExecutionServers } from './execution-fixture.ts';

// Semantics A14: at every point twenty times. Each run asserts that what is recorded is what happened, once or not at all.
const times = 20;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe.each([14, 18] as const)('killed while applying on PostgreSQL %i', (major) => {
  let servers: ExecutionServers;
  /** Runs one point as often as is asked, and says how often it ended how. */
  const counted = async (point: string, run: () => Promise<string>) => {
    const seen = new Map<string, number>();
    for (let time = 0; time < times; time += 1) {
      const state = await run();
      seen.set(state, (seen.get(state) ?? 0) + 1);
    }
    process.stderr.write(`${major} ${point}: ${[...seen].map(([state, n]) => `${n} ${state}`).join(', ')}\n`);
    expect([...seen.values()].reduce((all, n) => all + n, 0)).toBe(times);
  };
  beforeAll(async () => {
    servers = await startExecutionServers({ major });
    await servers.cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
  });
  afterAll(() => servers.stop());

  test.each([...transactionPoints, ...recoveryPoints])('%s', (point) =>
    counted(point, () => killTransaction(servers, point)),
  );

  test.each(outsidePoints)('no transaction: %s', (point) =>
    counted(point, () => killOutside(servers, point)),
  );

  // Before 17 the first COMMIT is of the small transaction that makes the other one durable.
  const skip = major < 17 ? 1 : 0;
  test.each([
    ['before', 'rolled-back'],
    ['after', 'done'],
  ] as const)('the link is cut, %s COMMIT is there', async (where, state) => {
    const { cluster, registrar } = servers;
    await counted(`link cut ${where} COMMIT`, async () => {
      const proxy = await cutAt(cluster.port, 'COMMIT', where, skip);
      try {
        const targetId = await registerServer(cluster, proxy.port);
        await registerExecutionCredential(registrar, targetId, { role: executor, password: '' });
        const ended = await disturbed(servers, targetId, async () => {});
        expect(ended).toBe(state);
        return ended;
      } finally {
        await proxy.stop();
      }
    });
  });

  test.each(['the server', "Postern's own database"] as const)('%s dies at any moment', async (which) => {
    const { cluster, service, targetId } = servers;
    const dying = which === 'the server' ? cluster : service.cluster;
    await counted(`${which} dies`, () =>
      disturbed(servers, targetId, async () => {
        await after(Math.random() * 2000);
        await dying.crash();
      }),
    );
  });
});
