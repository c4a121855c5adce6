import { createServer, type Server } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { actAsPostern } from '../auth/access.ts';
import { getCoverage, listGaps } from '../coverage/get-coverage.ts';
import { claimScan, leaseMs, recoverOrphans, renewLease } from '../db/scan-queue.ts';
import { findReport } from '../db/scan-results.ts';
import { exportReport, exportRequestSchema } from '../exports/export-report.ts';
import { parseFindingQuery } from '../findings/finding-query.ts';
import { getFinding } from '../findings/get-finding.ts';
import { listFindings } from '../findings/list-findings.ts';
import { listFleet } from '../fleet/list-fleet.ts';
import { getScan } from '../scans/get-scan.ts';
import { cancelScan, requestScan } from '../scans/request-scan.ts';
import { archiveTarget, editTarget } from '../targets/edit-target.ts';
import { getTarget } from '../targets/get-target.ts';
import { registerTarget } from '../targets/register-target.ts';
import { testConnection } from '../targets/test-connection.ts';
import { work } from './work.ts';

const access = actAsPostern('target:register', 'target:read', 'scan:run', 'finding:read', 'report:export');
let service: ServiceDatabase;
let scanned: TestCluster;
let silent: Server;
let stopWork: (() => Promise<void>) | null = null;
let named = 0;

beforeAll(async () => {
  [service, scanned] = await Promise.all([
    startServiceDatabase(),
    startCluster({
      major: 17,
      hba: 'local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
    }),
  ]);
  await scanned.sql(
    `CREATE ROLE scan LOGIN PASSWORD 'päss''w@rd'; CREATE TABLE public.orders (id int); GRANT ALL ON public.orders TO PUBLIC`,
  );
  // Accepts and never says a word.
  silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await stopWork?.();
  stopWork = null;
  await service.sql(`UPDATE "Scan" SET state = 'cancelled' WHERE state IN ('queued', 'running')`);
});
afterAll(async () => {
  silent.close();
  await Promise.all([service.stop(), scanned.stop()]);
});

function startWork(): void {
  const stopping = new AbortController();
  const working = work(stopping.signal);
  stopWork = () => {
    stopping.abort();
    return working;
  };
}

const connection = (change: { port?: number; password?: string; user?: string; database?: string } = {}) => ({
  name: `shop ${++named}`,
  host: '127.0.0.1',
  port: scanned.port,
  database: 'postgres',
  user: 'scan',
  sslMode: 'prefer' as const,
  password: "päss'w@rd",
  ...change,
});

async function until(scanId: string, states: readonly string[], ms = 30_000) {
  for (const begun = Date.now(); Date.now() - begun < ms; ) {
    const scan = await getScan(access, scanId);
    if (states.includes(scan.state)) return scan;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`scan ${scanId} is still ${(await getScan(access, scanId)).state}`);
}

test('a registered database is scanned, and every page reads what was found', async () => {
  const { id, scanId } = await registerTarget(access, connection());
  startWork();
  const scan = await until(scanId, ['done', 'failed']);
  expect(scan).toMatchObject({ state: 'done', error: null, policyVersion: 1, databases: ['postgres'] });
  const target = (await listFleet(access)).find((one) => one.id === id);
  expect(target?.result).toMatchObject({ id: scanId, stale: null });

  const list = await listFindings(access, id, parseFindingQuery({ accepted: 'all', size: '200' }));
  expect(list.total).toBe(list.all);
  expect(list.rows.length).toBeGreaterThan(3);
  const first = list.rows[0];
  if (!first) throw new Error('no finding');
  expect(await getFinding(access, id, first.fingerprint)).toMatchObject({
    title: first.title,
    control: first.control,
  });
  const { coverage, verdicts } = await getCoverage(access, id);
  expect(coverage.threats.length).toBeGreaterThan(5);
  expect(verdicts.length).toBeGreaterThan(30);
  // The role may read neither pg_hba nor the passwords: gaps that say so, never a pass.
  expect((await listGaps(access, id)).gaps.map((gap) => gap.input)).toEqual(
    expect.arrayContaining(['hba-rules', 'password-kinds']),
  );
  expect(verdicts.filter((one) => one.status === 'unknown').length).toBeGreaterThan(5);
  const report: unknown = JSON.parse(gunzipSync((await findReport(scanId)) ?? '').toString());
  expect(report).toMatchObject({ schemaVersion: '1', scan: { id: scanId } });
});

test('the list filters, searches, sorts and pages in the database, and an export holds exactly what it shows', async () => {
  const { id, scanId } = await registerTarget(access, connection());
  startWork();
  await until(scanId, ['done']);
  const all = await listFindings(access, id, parseFindingQuery({ accepted: 'all', size: '200' }));
  const area = all.rows[0]?.area ?? '';
  const query = { area, accepted: 'all', sort: 'object', dir: 'desc', size: '200' };
  const some = await listFindings(access, id, parseFindingQuery(query));
  expect(some.rows.every((row) => row.area === area)).toBe(true);
  expect(some.total).toBe(all.rows.filter((row) => row.area === area).length);
  expect(some.facets.area.find((facet) => facet.value === area)?.count).toBe(some.total);
  const exported = await exportReport(access, id, exportRequestSchema.parse({ ...query, format: 'json' }));
  const document: { findings: { fingerprint: string }[] } = JSON.parse(exported.body);
  expect(document.findings.map((finding) => finding.fingerprint)).toEqual(
    some.rows.map((row) => row.fingerprint),
  );
  const csv = await exportReport(access, id, exportRequestSchema.parse({ ...query, format: 'csv' }));
  expect(csv.body.split('\r\n').filter((line) => /^1,[0-9a-f]+,/.test(line)).length).toBe(some.total);
  const markdown = await exportReport(access, id, exportRequestSchema.parse({ format: 'md', scope: 'all' }));
  expect(markdown.body).toContain('# ');

  const paged = new Set<string>();
  for (let page = 1; page <= Math.ceil(all.total / 10); page += 1) {
    const rows = (
      await listFindings(access, id, parseFindingQuery({ accepted: 'all', size: '10', page: String(page) }))
    ).rows;
    for (const row of rows) paged.add(row.fingerprint);
  }
  expect(paged.size).toBe(all.total);
  expect(
    (await listFindings(access, id, parseFindingQuery({ accepted: 'all', page: '999' }))).rows.length,
  ).toBeGreaterThan(0);
  // What ILIKE would take for a wildcard is text.
  for (const q of ['%', '\\', "'", 'o%s', 'ord__s']) {
    const found = await listFindings(access, id, parseFindingQuery({ q, accepted: 'all', size: '200' }));
    const holds = all.rows.filter((row) =>
      `${row.title}\n${row.object}\n${row.control}`.toLowerCase().includes(q),
    );
    expect(found.total).toBe(holds.length);
  }
});

test.each([
  ['a wrong password', () => connection({ password: 'wrong' }), 'authentication'],
  ['a database that is not there', () => connection({ database: 'nope' }), 'database-missing'],
  ['nobody listening', () => connection({ port: 1 }), 'refused'],
])('%s fails the scan with its code and one sentence, and keeps the last result', async (_, wrong, code) => {
  const { id, scanId } = await registerTarget(access, connection());
  startWork();
  await until(scanId, ['done']);
  const { name, password, ...fields } = wrong();
  await editTarget(access, id, { ...fields, name, password, sslRootCert: null, substrate: null });
  const again = await requestScan(access, id);
  const failed = await until(again.scanId, ['failed']);
  expect(failed.error?.code).toBe(code);
  expect(failed.error?.message).toMatch(/^[A-Z][^\n]*\.$/);
  const target = await getTarget(access, id);
  expect(target.result?.id).toBe(scanId);
  expect(target.result?.stale).toContain('The last attempt failed');
});

test('a cancel ends a scan that hangs, long before its connection would time out', async () => {
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { id, scanId } = await registerTarget(access, connection({ port }));
  startWork();
  await until(scanId, ['running']);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const begun = Date.now();
  await cancelScan(access, scanId);
  expect((await until(scanId, ['cancelled', 'done', 'failed'])).state).toBe('cancelled');
  expect(Date.now() - begun).toBeLessThan(8000);
  await expect(cancelScan(access, scanId)).rejects.toMatchObject({ code: 'conflict' });
  expect((await getTarget(access, id)).result).toBeNull();
});

test('a waiting scan is cancelled at once; two requests share one scan', async () => {
  const { id, scanId } = await registerTarget(access, connection());
  expect(await requestScan(access, id)).toEqual({ scanId, joined: true });
  await cancelScan(access, scanId);
  expect((await getScan(access, scanId)).state).toBe('cancelled');
  const both = await Promise.all([requestScan(access, id), requestScan(access, id)]);
  expect(both[0]?.scanId).toBe(both[1]?.scanId);
});

test('no scan is taken twice, however many workers ask', async () => {
  const registered = await Promise.all([1, 2, 3].map(() => registerTarget(access, connection())));
  const claims = (await Promise.all(Array.from({ length: 8 }, () => claimScan()))).filter(
    (claim) => claim !== null,
  );
  expect(claims.map((claim) => claim.id).sort()).toEqual(registered.map((one) => one.scanId).sort());
});

test('the scan of a worker that died is taken up once more, then fails; the dead one can write nothing', async () => {
  const { scanId } = await registerTarget(access, connection());
  const dead = await claimScan();
  if (dead === null) throw new Error('nothing to claim');
  const progress = { stage: 'Reading', done: 1, total: 2 };
  expect(await renewLease(dead, progress)).toBe('going');
  const later = new Date(Date.now() + leaseMs + 1000);
  expect(await recoverOrphans(new Date())).toEqual({ requeued: 0, failed: 0 });
  expect(await recoverOrphans(later)).toEqual({ requeued: 1, failed: 0 });
  expect(await renewLease(dead, progress)).toBe('lost');
  const second = await claimScan();
  expect(second?.id).toBe(scanId);
  expect(await renewLease(dead, progress)).toBe('lost');
  expect(await recoverOrphans(later)).toEqual({ requeued: 0, failed: 1 });
  expect((await getScan(access, scanId)).error?.code).toBe('worker-lost');
});

test('a worker that stops hands its scan back', async () => {
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { scanId } = await registerTarget(access, connection({ port }));
  startWork();
  await until(scanId, ['running']);
  await stopWork?.();
  stopWork = null;
  expect((await getScan(access, scanId)).state).toBe('queued');
});

test('pointing a database elsewhere asks for the password again; the stored one serves only where it was stored for', async () => {
  const { id } = await registerTarget(access, connection());
  const form = { ...connection(), sslRootCert: null, substrate: null, password: undefined };
  await editTarget(access, id, { ...form, name: `renamed ${named}` });
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  for (const change of [
    { port },
    { host: 'localhost' },
    { user: 'postgres' },
    { database: 'template1' },
    { sslMode: 'disable' as const },
  ]) {
    await expect(editTarget(access, id, { ...form, ...change })).rejects.toMatchObject({
      code: 'password-required',
    });
    await expect(testConnection(access, { ...form, ...change, targetId: id })).rejects.toMatchObject({
      code: 'password-required',
    });
  }
  expect(await testConnection(access, { ...form, targetId: id })).toMatchObject({
    ok: true,
    tls: null,
    scanRole: { superuser: false },
  });
});

test('a sealed password moved to another row does not open: the scan fails and nothing is sent', async () => {
  const [one, two] = [await registerTarget(access, connection()), await registerTarget(access, connection())];
  await service.sql(
    `UPDATE "Credential" a SET "wrappedKey" = b."wrappedKey", "nonce" = b."nonce", "ciphertext" = b."ciphertext"
     FROM "Credential" b WHERE a."targetId" = '${one.id}' AND b."targetId" = '${two.id}'`,
  );
  startWork();
  const failed = await until(one.scanId, ['failed', 'done']);
  expect(failed.error?.code).toBe('credential');
  expect((await until(two.scanId, ['failed', 'done'])).state).toBe('done');
});

test('the plain password stands nowhere in the database', async () => {
  const dump = await service.sql(
    `SELECT query_to_xml('SELECT * FROM "Credential"', true, false, '')::text AS c, query_to_xml('SELECT * FROM "AuditEvent"', true, false, '')::text AS a, query_to_xml('SELECT * FROM "Target"', true, false, '')::text AS t`,
  );
  expect(JSON.stringify(dump)).not.toMatch(/w@rd/);
});

test('an archived database is gone from the fleet, its password forgotten, its name free', async () => {
  const form = connection();
  const { id, scanId } = await registerTarget(access, form);
  await archiveTarget(access, id);
  expect((await listFleet(access)).some((target) => target.id === id)).toBe(false);
  expect(await service.sql(`SELECT 1 FROM "Credential" WHERE "targetId" = '${id}'`)).toEqual([]);
  expect((await getScan(access, scanId)).state).toBe('cancelled');
  await registerTarget(access, form);
});
