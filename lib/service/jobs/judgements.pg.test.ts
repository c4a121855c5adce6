import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson } from '../../testing/service-people.ts';
import { type Access, accessFor, actAsPostern } from '../auth/access.ts';
import { claimScan } from '../db/scan-queue.ts';
import { changePolicy } from '../policy/change-policy.ts';
import { databasePolicy, organisation } from '../policy/policy-scope.ts';
import { savePolicy } from '../policy/policy-versions.ts';
import { listScans } from '../scans/get-scan.ts';
import { requestJudgement } from '../scans/request-judgement.ts';
import { requestScan } from '../scans/request-scan.ts';
import { openSnapshot } from '../snapshot/open-snapshot.ts';
import { getTarget } from '../targets/get-target.ts';
import { registerTarget } from '../targets/register-target.ts';
import { runScan } from './run-scan.ts';

type Reviewer = Access<'policy:edit' | 'target:read' | 'scan:run' | 'finding:read'>;

let service: ServiceDatabase;
let shop: TestCluster;
let anna: Reviewer;
let id: string;

/** Takes and runs everything that waits, as the worker does; answers what it ran. */
async function work(): Promise<readonly string[]> {
  const kinds: string[] = [];
  for (let claim = await claimScan(); claim !== null; claim = await claimScan()) {
    await runScan(claim, new AbortController().signal);
    kinds.push(claim.kind);
  }
  return kinds;
}

const verdict = async (control: string) => {
  const shown = (await getTarget(anna, id)).result;
  const [row] = await service.sql(
    `SELECT "status", "findings" FROM "VerdictRow" WHERE "scanId" = '${shown?.id}' AND "control" = '${control}'`,
  );
  return row;
};

beforeAll(async () => {
  [service, shop] = await Promise.all([startServiceDatabase(), startCluster({ major: 16 })]);
  const person = await makePerson('administrator', 'anna@example.com');
  const who = {
    id: person,
    email: 'anna@example.com',
    name: 'anna',
    role: 'administrator',
    sessionId: '',
  } as const;
  anna = accessFor(who, ['policy:edit', 'target:read', 'scan:run', 'finding:read']);
  await shop.sql('CREATE ROLE second_root SUPERUSER LOGIN');
  const registered = await registerTarget(actAsPostern('target:register'), {
    name: 'shop',
    host: '127.0.0.1',
    port: shop.port,
    database: 'postgres',
    user: 'postgres',
    sslMode: 'disable',
  });
  id = registered.id;
});
afterAll(async () => {
  await service.stop();
  await shop.stop();
});

test('nothing is judged before anything was read', async () => {
  await expect(requestJudgement(anna, id)).rejects.toMatchObject({ code: 'not-found' });
  expect(await work()).toEqual(['read']);
});

test('a new policy version has what was read judged again, while the server is away', async () => {
  expect(await verdict('superuser-count')).toMatchObject({ status: 'fail' });
  const before = (await getTarget(anna, id)).result;
  await shop.sql('DROP ROLE second_root');
  await changePolicy(
    anna,
    databasePolicy(id),
    [
      { do: 'add', section: 'roles', entry: { role: 'second_root', kind: 'break-glass' } },
      { do: 'add', section: 'roles', entry: { role: 'postgres', kind: 'admin' } },
    ],
    'both are meant',
    { basedOn: 1 },
  );
  expect(await work()).toEqual(['judgement']);
  const { result } = await getTarget(anna, id);
  expect(result).toMatchObject({
    kind: 'judgement',
    policyVersion: 2,
    organisationPolicyVersion: null,
    stale: null,
  });
  expect(result?.readAt).toBe(before?.finishedAt);
  expect(result?.id).not.toBe(before?.id);
  // What was dropped from the server since is still in what was read.
  const { facts, policy } = await openSnapshot(anna, id);
  expect(facts.read('roles').some((role) => role.name === 'second_root')).toBe(true);
  expect(policy.roles).toHaveLength(2);
  const [row] = await service.sql(`SELECT "snapshot", "readScanId" FROM "Scan" WHERE "id" = '${result?.id}'`);
  expect(row).toMatchObject({ snapshot: null, readScanId: before?.id });
  const trail = await service.sql(`SELECT "action" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 3`);
  expect(trail.map((one) => one.action)).toEqual(['judgement.finish', 'judgement.request', 'policy.save']);
});

test("the organisation's policy lies under it, and is part of what is recorded", async () => {
  await changePolicy(
    anna,
    organisation,
    [{ do: 'set', section: 'publicExposure', value: 'forbidden' }],
    'never',
    {
      basedOn: 0,
    },
  );
  expect(await work()).toEqual(['judgement']);
  const { result } = await getTarget(anna, id);
  expect(result).toMatchObject({ policyVersion: 2, organisationPolicyVersion: 1 });
  const { policy } = await openSnapshot(anna, id);
  expect(policy).toMatchObject({ publicExposure: 'forbidden' });
  const digests = await service.sql(`SELECT DISTINCT "policyDigest" FROM "Scan" WHERE "state" = 'done'`);
  expect(digests).toHaveLength(3);
});

test('layers that contradict each other fail the judgement in words, and the last good result stays', async () => {
  const before = (await getTarget(anna, id)).result;
  await service.sql(
    `UPDATE "PolicyVersion" SET "text" = replace("text", 'version: 1', E'version: 1\\nexposures: [{ cidr: 1.2.3.0/24, reason: x }]') WHERE "targetId" IS NOT NULL AND "version" = 2`,
  );
  await requestJudgement(anna, id);
  await work();
  const { result, latest } = await getTarget(anna, id);
  expect(result?.id).toBe(before?.id);
  expect(latest).toMatchObject({
    state: 'failed',
    error: { code: 'invalid-policy', message: expect.stringContaining("Line 2 of the database's policy") },
  });
  await service.sql(
    `UPDATE "PolicyVersion" SET "text" = replace("text", E'\\nexposures: [{ cidr: 1.2.3.0/24, reason: x }]', '') WHERE "targetId" IS NOT NULL`,
  );
});

test('a second request joins the first, a queued one is cancelled, and a scan waits beside it', async () => {
  const first = await requestJudgement(anna, id);
  expect(await requestJudgement(anna, id)).toEqual({ scanId: first.scanId, joined: true });
  const scan = await requestScan(anna, id);
  expect(scan.joined).toBe(false);
  expect(await work()).toEqual(['judgement', 'read']);
  expect((await getTarget(anna, id)).result).toMatchObject({ kind: 'read', id: scan.scanId });
});

test('a policy that is saved while a scan runs is not missed', async () => {
  await requestScan(anna, id);
  const claim = await claimScan();
  if (claim === null) throw new Error('nothing waits');
  const running = runScan(claim, new AbortController().signal);
  // Late enough for the scan to have taken the policy, early enough for it not to be over.
  await new Promise((resolve) => setTimeout(resolve, 400));
  await savePolicy(anna, databasePolicy(id), { text: 'version: 1\n', reason: 'start over', basedOn: 2 });
  await running;
  await work();
  expect((await getTarget(anna, id)).result).toMatchObject({ policyVersion: 3 });
  expect((await listScans(anna, id)).filter((one) => one.state === 'queued')).toEqual([]);
});
