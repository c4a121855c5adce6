import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  approvedFor,
  executor,
  publicMayNotRead,
  publicMayRead,
  revokeFromPublic,
  runsOf,
} from '../../testing/approved-script.ts';
import { claimExecution } from '../db/executions.ts';
import {
  approvedRemediation,
  begin,
  type ExecutionServers,
  executionNow,
  startExecutionServers,
} from './execution-fixture.ts';
import { runExecution } from './run-execution.ts';

let servers: ExecutionServers;
const never = new AbortController().signal;

beforeAll(async () => {
  servers = await startExecutionServers({});
});
beforeEach(async () => {
  await servers.cluster.sql('GRANT SELECT ON public.orders TO PUBLIC', 'shop', executor);
  await servers.cluster.sql('TRUNCATE public.runs', 'shop');
});
afterAll(() => servers.stop());

const approve = async () =>
  approvedRemediation(servers, {
    script: await approvedFor(servers.cluster, [revokeFromPublic], {
      preconditions: [publicMayRead],
      postconditions: [publicMayNotRead],
    }),
    down: [{ sql: 'GRANT SELECT ON TABLE "public"."orders" TO PUBLIC', lock: null, transactional: true }],
  });

async function runNext(): Promise<void> {
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  await runExecution(claim, never);
}

test('what was approved is applied by the worker, its log told line by line, and taken back', async () => {
  const remediation = await approve();
  const up = await begin(servers, remediation);
  await runNext();
  expect(await executionNow(servers, up)).toMatchObject({
    state: 'done',
    errorCode: null,
    remediation: 'applied',
  });
  expect(await runsOf(servers.cluster)).toBe(1);
  const lines = await servers.service.sql(
    `SELECT kind, text, sqlstate FROM "ExecutionLine" WHERE "executionId" = '${up}' ORDER BY seq`,
  );
  expect(lines.map((line) => line.text)).toContain('REVOKE SELECT ON TABLE "public"."orders" FROM PUBLIC');
  expect(lines.at(-1)?.text).toBe('COMMIT');
  const scans = await servers.service.sql(`SELECT id FROM "Scan" WHERE state = 'queued'`);
  expect(scans).toHaveLength(1);
  const down = await begin(servers, remediation, 'down');
  await runNext();
  expect(await executionNow(servers, down)).toMatchObject({ state: 'done', remediation: 'undone' });
  expect(await runsOf(servers.cluster)).toBe(2);
});
