import { afterAll, beforeAll, expect, test } from 'vitest';
import { executor } from '../../testing/approved-script.ts';
import { claimExecution } from '../db/executions.ts';
import { claimScan } from '../db/scan-queue.ts';
import { needsHuman } from '../jobs/execution-end.ts';
import {
  approveSubmitted,
  begin,
  type ExecutionServers,
  startExecutionServers,
} from '../jobs/execution-fixture.ts';
import { runScan } from '../jobs/run-scan.ts';
import { requestScan } from '../scans/request-scan.ts';
import { settleRemediation } from './close-remediation.ts';
import { draftRemediation } from './draft-remediation.ts';
import { finishExecution } from './finish-execution.ts';
import { submitRemediation } from './submit-remediation.ts';

// What a person settles has to leave the same behind as what the worker knew by itself.

let servers: ExecutionServers;
let id = '';
const never = new AbortController().signal;
const rows = (sql: string) => servers.service.sql(sql);

beforeAll(async () => {
  servers = await startExecutionServers({ major: 17 });
  await requestScan(servers.author, servers.targetId);
  const claim = await claimScan();
  if (claim === null) throw new Error('no scan waits');
  await runScan(claim, never);
  const found = await rows(
    `SELECT "fingerprint" FROM "FindingRecord" WHERE "control" = 'public-table-grants' AND "state" <> 'fixed'`,
  );
  const { remediations } = await draftRemediation(servers.author, {
    target: servers.targetId,
    findings: found.map((row) => String(row.fingerprint)),
    executionRole: executor,
    reason: '',
  });
  id = remediations[0]?.id ?? '';
  await submitRemediation(servers.author, id, '');
  await approveSubmitted(servers, id);
});
afterAll(() => servers.stop());

async function claimed(direction: 'up' | 'down') {
  await begin(servers, id, direction);
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  return claim;
}

const nobodyKnows = needsHuman('the connection was lost', null);
const settle = (found: 'changed' | 'unchanged') =>
  settleRemediation(servers.author, id, { found, reason: 'looked with psql' });
const stateNow = async () => (await rows(`SELECT "state" FROM "Remediation" WHERE "id" = '${id}'`))[0]?.state;
const findingStates = async () =>
  (
    await rows(
      `SELECT DISTINCT f."state" FROM "FindingRecord" f JOIN "RemediationFinding" r ON r."recordId" = f."id"`,
    )
  ).map((row) => row.state);
const queued = () => rows(`SELECT "id" FROM "Scan" WHERE "state" = 'queued' AND "kind" = 'read'`);
const noneQueued = () =>
  rows(`UPDATE "Scan" SET "state" = 'cancelled', "finishedAt" = now() WHERE "state" = 'queued'`);

test('a credential given for one run does not wait for a person', async () => {
  const execution = await begin(servers, id, 'up', { role: executor, password: 'given for this run' });
  const kept = async () =>
    (await rows(`SELECT "id" FROM "ExecutionCredential" WHERE "executionId" = '${execution}'`)).length;
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  expect(await kept()).toBe(1);
  await finishExecution(claim, nobodyKnows);
  expect(await kept()).toBe(0);
  await settle('unchanged');
});

test('a change that a person found on the server is looked for by a scan', async () => {
  await noneQueued();
  await finishExecution(await claimed('up'), nobodyKnows);
  expect(await stateNow()).toBe('needs-human');
  expect(await queued()).toEqual([]);
  await settle('unchanged');
  expect(await stateNow()).toBe('failed');
  expect(await queued()).toEqual([]);
  await finishExecution(await claimed('up'), nobodyKnows);
  await settle('changed');
  expect(await stateNow()).toBe('applied');
  expect(await queued()).toHaveLength(1);
});

test('what a person found undone is open again, and a scan looks', async () => {
  await noneQueued();
  expect(await findingStates()).toEqual(['in-remediation']);
  await finishExecution(await claimed('down'), nobodyKnows);
  expect(await stateNow()).toBe('needs-human');
  await settle('unchanged');
  expect(await stateNow()).toBe('applied');
  await finishExecution(await claimed('down'), nobodyKnows);
  await noneQueued();
  await settle('changed');
  expect(await stateNow()).toBe('undone');
  expect(await findingStates()).toEqual(['open']);
  expect(await queued()).toHaveLength(1);
});
