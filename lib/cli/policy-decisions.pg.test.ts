import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-decisions-'));
const policy = path.join(folder, 'policy.yaml');
let cluster: TestCluster;
let url: string;

beforeAll(async () => {
  cluster = await startCluster({ major: 18, hba: 'local all all trust\nhost all all 127.0.0.1/32 trust\n' });
  await cluster.sql('CREATE ROLE "../../etc/<b>x" LOGIN; CREATE ROLE app LOGIN');
  await cluster.sql('CREATE TABLE customers (id int, ssn text)');
  writeFileSync(policy, 'version: 1\nroles:\n  - { role: app, kind: application }\n');
  url = `postgres://postgres@127.0.0.1:${cluster.port}/postgres`;
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const decisions = (directory: string, ...more: readonly string[]) =>
  runPostern(['policy', 'decisions', '--policy', policy, '--output-dir', directory, ...more]);

test('open ones are proposed, taken ones accepted, all in one directory with an index', async () => {
  const directory = path.join(folder, 'adr');
  const done = await decisions(directory, '--url', url);
  expect([done.code, done.stderr]).toEqual([0, '']);
  const names = readdirSync(directory).sort();
  expect(names).toContain('README.md');
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]*\.md$/);
  const read = (start: string) =>
    readFileSync(path.join(directory, names.find((name) => name.startsWith(start)) ?? ''), 'utf8');
  expect(read('roles-app-')).toContain('- Status: accepted');
  expect(read('roles-etc-b-x-')).toContain('- Status: proposed');
  expect(read('classification-postgres-public-customers-ssn-')).toContain('Personal data');
  expect(read('README')).not.toContain('<b>');
  expect(readdirSync(folder).sort()).toEqual(['adr', 'policy.yaml']);

  const again = await decisions(directory, '--url', url);
  expect([again.code, again.stderr.split('\n').length]).toEqual([2, 2]);
  expect(again.stderr).toContain('not empty');
});

test('nothing is left behind where nothing could be read, and an empty directory is taken', async () => {
  const directory = path.join(folder, 'none');
  const unreachable = await decisions(directory, '--url', 'postgres://postgres@127.0.0.1:1/postgres');
  expect([unreachable.code, existsSync(directory)]).toEqual([3, false]);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  mkdirSync(directory);
  expect((await decisions(directory, '--url', url)).code).toBe(0);
  for (const wrong of [policy, path.join(folder, 'no', 'such'), ''])
    expect((await decisions(wrong, '--url', url)).code, wrong).toBe(2);
  expect((await runPostern(['policy', 'decisions', '--url', url])).code).toBe(2);
});
