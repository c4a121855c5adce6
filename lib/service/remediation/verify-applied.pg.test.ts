import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { executor, runsOf } from '../../testing/approved-script.ts';
import { inTransaction } from '../db/client.ts';
import { insertExecution } from '../db/execution-requests.ts';
import { claimExecution } from '../db/executions.ts';
import { claimScan } from '../db/scan-queue.ts';
import {
  approveSubmitted,
  begin,
  type ExecutionServers,
  executionNow,
  startExecutionServers,
} from '../jobs/execution-fixture.ts';
import { runExecution } from '../jobs/run-execution.ts';
import { runScan } from '../jobs/run-scan.ts';
import { requestScan } from '../scans/request-scan.ts';
import { draftRemediation } from './draft-remediation.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';
import { verifyApplied } from './verify-applied.ts';

let servers: ExecutionServers;
const never = new AbortController().signal;

beforeAll(async () => {
  servers = await startExecutionServers({ major: 17 });
  await requestScan(servers.author, servers.targetId);
  await scanned();
});
afterAll(() => servers.stop());

/** What waits is scanned; false where nothing did. */
async function scanned(): Promise<boolean> {
  const claim = await claimScan();
  if (claim === null) return false;
  await runScan(claim, never);
  return true;
}

async function drafted(): Promise<string> {
  const rows = await servers.service.sql(
    `SELECT "fingerprint" FROM "FindingRecord" WHERE "control" = 'public-table-grants' AND "state" <> 'fixed'`,
  );
  const { remediations, refused } = await draftRemediation(servers.author, {
    target: servers.targetId,
    findings: rows.map((row) => String(row.fingerprint)),
    executionRole: executor,
    reason: '',
  });
  const [one] = remediations;
  if (one === undefined) throw new Error(`nothing was drafted: ${JSON.stringify(refused)}`);
  await submitRemediation(servers.author, one.id, '');
  await approveSubmitted(servers, one.id);
  return one.id;
}

async function run(id: string, direction: 'up' | 'down'): Promise<string> {
  const execution = await begin(servers, id, direction);
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  await runExecution(claim, never);
  const ended = await executionNow(servers, execution);
  expect(ended).toMatchObject({ state: 'done', errorMessage: null });
  return ended.remediation;
}

async function stateOf(id: string) {
  const [row] = await servers.service.sql(
    `SELECT "state", "stateReason", "verifyScanId", "verifiedAt" FROM "Remediation" WHERE "id" = '${id}'`,
  );
  return row;
}

test('a rehearsal is a job too: written down with its log, and nothing of it remains', async () => {
  const id = await drafted();
  const [row] = await servers.service.sql(
    `SELECT "currentVersionId" FROM "Remediation" WHERE "id" = '${id}'`,
  );
  const execution = {
    id: randomUUID(),
    remediationId: id,
    versionId: String(row?.currentVersionId),
    targetId: servers.targetId,
    direction: 'rehearsal',
    requestedById: null,
  } as const;
  await inTransaction((transaction) => insertExecution(transaction, execution));
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to rehearse');
  await runExecution(claim, never);
  expect(await executionNow(servers, execution.id)).toMatchObject({ state: 'done', remediation: 'approved' });
  const [rehearsal] = await servers.service.sql(
    `SELECT "outcome", "reason", "result"->>'undo' AS undo FROM "Rehearsal" WHERE "executionId" = '${execution.id}'`,
  );
  expect(rehearsal).toEqual({ outcome: 'ok', reason: '', undo: 'ok' });
  const lines = await servers.service.sql(
    `SELECT "text" FROM "ExecutionLine" WHERE "executionId" = '${execution.id}' ORDER BY "seq"`,
  );
  expect(lines.at(-1)?.text).toBe('Rolled back: nothing of it remains');
  expect(await runsOf(servers.cluster)).toBe(0);
  await withdrawRemediation(servers.author, id, 'only tried');
});

test('a scan after it proves it; undone, the finding is back; applied and broken again, it says so', async () => {
  const id = await drafted();
  expect(await run(id, 'up')).toBe('applied');
  await verifyApplied();
  expect(await stateOf(id)).toMatchObject({ state: 'applied', verifyScanId: null });
  expect(await scanned()).toBe(true);
  await verifyApplied();
  expect(await stateOf(id)).toMatchObject({ state: 'verified', stateReason: '' });
  expect(await run(id, 'down')).toBe('undone');
  expect(await scanned()).toBe(true);

  const again = await drafted();
  expect(await run(again, 'up')).toBe('applied');
  await servers.cluster.sql('GRANT SELECT ON public.orders TO PUBLIC', 'shop', executor);
  expect(await scanned()).toBe(true);
  await verifyApplied();
  expect(await stateOf(again)).toMatchObject({
    state: 'applied',
    stateReason: 'The finding is still there after it was applied.',
  });
  expect(await scanned(), 'it is not scanned again and again').toBe(false);
  await servers.cluster.sql('REVOKE SELECT ON public.orders FROM PUBLIC', 'shop', executor);
  await requestScan(servers.author, servers.targetId);
  await scanned();
  await verifyApplied();
  expect(await stateOf(again)).toMatchObject({ state: 'verified', stateReason: '' });
});
