import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { executor } from '../../testing/approved-script.ts';
import { cutAt, type FaultyServer } from '../../testing/faulty-proxy.ts';
import { disturbed } from '../../testing/kill-run.ts';
import { registerExecutionCredential } from '../remediation/execution-credential.ts';
import { type ExecutionServers, registerServer, startExecutionServers } from './execution-fixture.ts';

// A share; `npm run test:oracle` does it twenty times.
const times = 3;
const nothing = async () => {};
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let servers: ExecutionServers;
let proxy: FaultyServer | null = null;

beforeAll(async () => {
  servers = await startExecutionServers({});
  await servers.cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
});
afterEach(async () => {
  await proxy?.stop();
  proxy = null;
});
afterAll(() => servers.stop());

/** The same server, reached through the proxy. */
async function through(faulty: FaultyServer): Promise<string> {
  proxy = faulty;
  const targetId = await registerServer(servers.cluster, faulty.port);
  await registerExecutionCredential(servers.registrar, targetId, { role: executor, password: '' });
  return targetId;
}

test.each([
  ['before COMMIT reaches the server', 'before', 'rolled-back'],
  ['before its answer comes back', 'after', 'done'],
] as const)('the link is cut %s', async (_, where, state) => {
  const targetId = await through(await cutAt(servers.cluster.port, 'COMMIT', where));
  expect(await disturbed(servers, targetId, nothing)).toBe(state);
});

test('the link is cut at a statement: nothing remains', async () => {
  const statement = 'REVOKE SELECT ON TABLE "public"."orders" FROM PUBLIC';
  for (const where of ['before', 'after'] as const) {
    const targetId = await through(await cutAt(servers.cluster.port, statement, where));
    expect(await disturbed(servers, targetId, nothing)).toBe('rolled-back');
    await proxy?.stop();
  }
});

test('the server dies at any moment: once or not at all, and what is recorded is what happened', async () => {
  for (let time = 0; time < times; time += 1)
    await disturbed(servers, servers.targetId, async () => {
      await after(400 + Math.random() * 1200);
      await servers.cluster.crash();
    });
});

test("Postern's own database dies at any moment: the same", async () => {
  for (let time = 0; time < times; time += 1)
    await disturbed(servers, servers.targetId, async () => {
      await after(400 + Math.random() * 1200);
      await servers.service.cluster.crash();
    });
});
