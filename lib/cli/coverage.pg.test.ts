import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScanDocument } from '../engine/report/scan-document.ts';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { parse } from '../testing/parse-csv.ts';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-coverage-'));
const policy = path.join(folder, 'policy.yaml');
let cluster: TestCluster;
let connection: readonly string[];

beforeAll(async () => {
  cluster = await startCluster({ major: 18, hba: 'local all all trust\nhost all all 127.0.0.1/32 trust\n' });
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql('CREATE TABLE t (id int); GRANT SELECT ON t TO PUBLIC', 'shop');
  writeFileSync(
    policy,
    'version: 1\nboundaries:\n  - { id: loop, cidrs: [127.0.0.0/8] }\n  - { id: far, cidrs: [192.0.2.0/24] }\n',
  );
  connection = ['--url', `postgres://postgres@127.0.0.1:${cluster.port}/postgres`, '--policy', policy];
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const coverage = (...more: readonly string[]) => runPostern(['coverage', ...connection, ...more]);

test('the matrix is the one of the scan, with the boundaries of the policy and the score beside it', async () => {
  const scanned: ScanDocument = JSON.parse((await runPostern(['scan', ...connection])).stdout);
  const alone = JSON.parse((await coverage()).stdout);
  expect(alone.rows).toHaveLength(scanned.coverage.threats.length + scanned.coverage.boundaries.length);
  const zones = new Map(scanned.coverage.boundaries.map((row) => [row.id, row]));
  const trust = (zone: string) => zones.get(zone)?.controls.find((one) => one.id === 'hba-trust');
  expect(zones.get('loop')?.status).not.toBe('covered');
  expect(trust('loop')?.state).toBe('missing');
  expect(trust('far')?.state).toBe('unverified');
  expect(scanned.score.value).toBeGreaterThan(0);
  expect(scanned.score.earned + scanned.score.missing.failing + scanned.score.missing.unknown).toBe(
    scanned.score.possible - scanned.score.missing.waiting,
  );
});

test('filters leave out, and one database has its own states', async () => {
  const in_ = async (database: string) => {
    const rows = parse((await coverage('--format', 'csv', '--in-database', database)).stdout);
    return rows.find((row) => row.control === 'public-table-grants')?.state;
  };
  expect(await in_('shop')).toBe('missing');
  expect(await in_('postgres')).toBe('unverified');
  const rows = parse((await coverage('--format', 'csv', '--area', 'network,backup')).stdout);
  expect(new Set(rows.map((row) => row.area))).toEqual(new Set(['network', 'backup']));
});

test('as a picture and as Markdown', async () => {
  expect((await coverage('--format', 'svg', '--unfold', 'rows')).stdout).toMatch(/^<\?xml[\s\S]*<\/svg>\n$/);
  expect((await coverage('--format', 'md')).stdout).toContain('# Coverage of ');
});

test.each([
  ['--format', 'pdf'],
  ['--area', 'nowhere'],
  ['--framework', 'ISO'],
  ['--in-database', 'gone'],
])('%s %s is unusable, in one line', async (flag, value) => {
  const run = await coverage(flag, value);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe('');
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
});
