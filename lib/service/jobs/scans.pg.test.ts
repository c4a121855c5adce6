import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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
import { editTarget } from '../targets/edit-target.ts';
import { getTarget } from '../targets/get-target.ts';
import { registerTarget } from '../targets/register-target.ts';
import { type ScanServers, scanAccess, scanUntil, startScanServers } from './scan-fixture.ts';

let servers: ScanServers;

const downloaded = ({ body }: Awaited<ReturnType<typeof exportReport>>) => new Response(body).text();

beforeAll(async () => {
  servers = await startScanServers();
});
afterEach(() => servers.settle());
afterAll(() => servers.stop());

test('a registered database is scanned, and every page reads what was found', async () => {
  const { id, scanId } = await registerTarget(scanAccess, servers.connection());
  servers.startWork();
  const scan = await scanUntil(scanId, ['done', 'failed']);
  expect(scan).toMatchObject({ state: 'done', error: null, policyVersion: 1, databases: ['postgres'] });
  const target = (await listFleet(scanAccess)).find((one) => one.id === id);
  expect(target?.result).toMatchObject({ id: scanId, stale: null });

  const list = await listFindings(scanAccess, id, parseFindingQuery({ accepted: 'all', size: '200' }));
  expect(list.total).toBe(list.all);
  expect(list.rows.length).toBeGreaterThan(3);
  const first = list.rows[0];
  if (!first) throw new Error('no finding');
  expect(await getFinding(scanAccess, id, first.fingerprint)).toMatchObject({
    title: first.title,
    control: first.control,
  });
  const { coverage, verdicts } = await getCoverage(scanAccess, id);
  expect(coverage.threats.length).toBeGreaterThan(5);
  expect(verdicts.length).toBeGreaterThan(30);
  // The role may read neither pg_hba nor the passwords: gaps that say so, never a pass.
  expect((await listGaps(scanAccess, id)).gaps.map((gap) => gap.input)).toEqual(
    expect.arrayContaining(['hba-rules', 'password-kinds']),
  );
  expect(verdicts.filter((one) => one.status === 'unknown').length).toBeGreaterThan(5);
  const report: unknown = JSON.parse(gunzipSync((await findReport(scanId)) ?? '').toString());
  expect(report).toMatchObject({ schemaVersion: '1', scan: { id: scanId } });
});

test('the list filters, searches, sorts and pages in the database, and an export holds exactly what it shows', async () => {
  const { id, scanId } = await registerTarget(scanAccess, servers.connection());
  servers.startWork();
  await scanUntil(scanId, ['done']);
  const all = await listFindings(scanAccess, id, parseFindingQuery({ accepted: 'all', size: '200' }));
  const area = all.rows[0]?.area ?? '';
  const query = { area, accepted: 'all', sort: 'object', dir: 'desc', size: '200' };
  const some = await listFindings(scanAccess, id, parseFindingQuery(query));
  expect(some.rows.every((row) => row.area === area)).toBe(true);
  expect(some.total).toBe(all.rows.filter((row) => row.area === area).length);
  expect(some.facets.area.find((facet) => facet.value === area)?.count).toBe(some.total);
  const exported = await exportReport(
    scanAccess,
    id,
    exportRequestSchema.parse({ ...query, format: 'json' }),
  );
  const document: { findings: { fingerprint: string; remediation: { kind: string; up: string } }[] } =
    JSON.parse(await downloaded(exported));
  expect(document.findings.map((finding) => finding.fingerprint)).toEqual(
    some.rows.map((row) => row.fingerprint),
  );
  // The kind of each change is told without making it, its script is made when it is asked for: both have to agree.
  expect(document.findings.map((finding) => finding.remediation.kind)).toEqual(
    some.rows.map((row) => row.remediation),
  );
  for (const finding of document.findings) expect(finding.remediation.up).not.toBe('');
  const csv = await exportReport(scanAccess, id, exportRequestSchema.parse({ ...query, format: 'csv' }));
  expect((await downloaded(csv)).split('\r\n').filter((line) => /^1,[0-9a-f]+,/.test(line)).length).toBe(
    some.total,
  );
  const markdown = await exportReport(
    scanAccess,
    id,
    exportRequestSchema.parse({ format: 'md', scope: 'all' }),
  );
  expect(await downloaded(markdown)).toContain('# ');

  const paged = new Set<string>();
  for (let page = 1; page <= Math.ceil(all.total / 10); page += 1) {
    const rows = (
      await listFindings(
        scanAccess,
        id,
        parseFindingQuery({ accepted: 'all', size: '10', page: String(page) }),
      )
    ).rows;
    for (const row of rows) paged.add(row.fingerprint);
  }
  expect(paged.size).toBe(all.total);
  expect(
    (await listFindings(scanAccess, id, parseFindingQuery({ accepted: 'all', page: '999' }))).rows.length,
  ).toBeGreaterThan(0);
  // What ILIKE would take for a wildcard is text.
  for (const q of ['%', '\\', "'", 'o%s', 'ord__s']) {
    const found = await listFindings(scanAccess, id, parseFindingQuery({ q, accepted: 'all', size: '200' }));
    const holds = all.rows.filter((row) =>
      `${row.title}\n${row.object}\n${row.control}`.toLowerCase().includes(q),
    );
    expect(found.total).toBe(holds.length);
  }
});

test.each([
  ['a wrong password', () => servers.connection({ password: 'wrong' }), 'authentication'],
  ['a database that is not there', () => servers.connection({ database: 'nope' }), 'database-missing'],
  ['nobody listening', () => servers.connection({ port: 1 }), 'refused'],
])('%s fails the scan with its code and one sentence, and keeps the last result', async (_, wrong, code) => {
  const { id, scanId } = await registerTarget(scanAccess, servers.connection());
  servers.startWork();
  await scanUntil(scanId, ['done']);
  const { name, password, ...fields } = wrong();
  await editTarget(scanAccess, id, { ...fields, name, password, sslRootCert: null, substrate: null });
  const again = await requestScan(scanAccess, id);
  const failed = await scanUntil(again.scanId, ['failed']);
  expect(failed.error?.code).toBe(code);
  expect(failed.error?.message).toMatch(/^[A-Z][^\n]*\.$/);
  const target = await getTarget(scanAccess, id);
  expect(target.result?.id).toBe(scanId);
  expect(target.result?.stale).toContain('The last attempt failed');
});

test('a cancel ends a scan that hangs, long before its connection would time out', async () => {
  const port = servers.silentPort;
  const { id, scanId } = await registerTarget(scanAccess, servers.connection({ port }));
  servers.startWork();
  await scanUntil(scanId, ['running']);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const begun = Date.now();
  await cancelScan(scanAccess, scanId);
  expect((await scanUntil(scanId, ['cancelled', 'done', 'failed'])).state).toBe('cancelled');
  expect(Date.now() - begun).toBeLessThan(8000);
  await expect(cancelScan(scanAccess, scanId)).rejects.toMatchObject({ code: 'conflict' });
  expect((await getTarget(scanAccess, id)).result).toBeNull();
});

test('a waiting scan is cancelled at once; two requests share one scan', async () => {
  const { id, scanId } = await registerTarget(scanAccess, servers.connection());
  expect(await requestScan(scanAccess, id)).toEqual({ scanId, joined: true });
  await cancelScan(scanAccess, scanId);
  expect((await getScan(scanAccess, scanId)).state).toBe('cancelled');
  const both = await Promise.all([requestScan(scanAccess, id), requestScan(scanAccess, id)]);
  expect(both[0]?.scanId).toBe(both[1]?.scanId);
});

test('no scan is taken twice, however many workers ask', async () => {
  const registered = await Promise.all([1, 2, 3].map(() => registerTarget(scanAccess, servers.connection())));
  const claims = (await Promise.all(Array.from({ length: 8 }, () => claimScan()))).filter(
    (claim) => claim !== null,
  );
  expect(claims.map((claim) => claim.id).sort()).toEqual(registered.map((one) => one.scanId).sort());
});

test('the scan of a worker that died is taken up once more, then fails; the dead one can write nothing', async () => {
  const { scanId } = await registerTarget(scanAccess, servers.connection());
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
  expect((await getScan(scanAccess, scanId)).error?.code).toBe('worker-lost');
});

test('a worker that stops hands its scan back', async () => {
  const port = servers.silentPort;
  const { scanId } = await registerTarget(scanAccess, servers.connection({ port }));
  servers.startWork();
  await scanUntil(scanId, ['running']);
  await servers.stopWork();
  expect((await getScan(scanAccess, scanId)).state).toBe('queued');
});
