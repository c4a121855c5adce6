import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInventory } from '../engine/inventory/validate/read-inventory.ts';
import type { ScanDocument } from '../engine/report/scan-document.ts';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-judge-'));
const file = (name: string, text?: string) => {
  const full = path.join(folder, name);
  if (text !== undefined) writeFileSync(full, text);
  return full;
};
const inventory = file('inventory.json');

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ major: 18 });
  await cluster.sql('CREATE ROLE second_root SUPERUSER LOGIN');
  await cluster.sql('CREATE ROLE app LOGIN');
  await cluster.sql(
    'CREATE TABLE public.customers (email text); CREATE PUBLICATION p FOR TABLE public.customers',
  );
  await cluster.sql('ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app');
  const read = await runPostern(['inventory', '--url', url(), '--output', inventory]);
  expect(read).toMatchObject({ code: 0, stderr: '' });
});
afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

const url = () => `postgres://postgres@127.0.0.1:${cluster.port}/postgres`;
const document = (text: string): ScanDocument => JSON.parse(text);
const organisation = file('organisation.yaml', 'version: 1\nroles:\n  - { role: postgres, kind: admin }\n');
const own = file('own.yaml', 'version: 1\nroles:\n  - { role: second_root, kind: break-glass }\n');

test('a snapshot is judged offline as the scan would have judged it', async () => {
  const policy = ['--policy', organisation, '--policy', own];
  const [judged, scanned] = await Promise.all([
    runPostern(['judge', '--inventory', inventory, ...policy]),
    runPostern(['scan', '--url', url(), ...policy]),
  ]);
  expect(judged).toMatchObject({ code: 0, stderr: '' });
  const { scan: _, ...rest } = document(judged.stdout);
  const { scan, ...expected } = document(scanned.stdout);
  expect(rest).toEqual(expected);
  expect(document(judged.stdout).scan.policyDigest).toBe(scan.policyDigest);
});

test('both layers count, and the gate is the same', async () => {
  const args = ['judge', '--inventory', inventory, '--fail-on', 'critical', '--format', 'csv'];
  const alone = await runPostern([...args, '--policy', organisation]);
  expect(alone.stdout).toContain('second_root');
  const both = await runPostern([
    'judge',
    '--inventory',
    inventory,
    '--policy',
    organisation,
    '--policy',
    own,
  ]);
  const status = document(both.stdout).controls.find((control) => control.id === 'superuser-count')?.status;
  expect(status).toBe('pass');
});

test.each<[string, () => readonly string[], string]>([
  ['no file', () => ['judge'], '--inventory is missing'],
  ['a file that is not there', () => ['judge', '--inventory', file('none.json')], 'there is no such file'],
  ['no JSON', () => ['judge', '--inventory', own], 'the file is not JSON'],
  [
    'another JSON',
    () => ['judge', '--inventory', file('other.json', '[1]')],
    'this is not an inventory of this version',
  ],
  [
    'a scan',
    () => ['judge', '--inventory', file('scan.json', '{"findings":[],"coverage":{}}')],
    'this is the result of a scan',
  ],
  ['three layers', () => ['scan', '--policy', own, '--policy', own, '--policy', own], 'at most two layers'],
  [
    'layers that contradict',
    () => [
      'scan',
      '--policy',
      file('f.yaml', 'version: 1\npublicExposure: forbidden\n'),
      '--policy',
      file('e.yaml', 'version: 1\nexposures: [{ cidr: 1.2.3.0/24, reason: x }]\n'),
    ],
    'e.yaml:2:1: error: exposures: Public exposure is forbidden',
  ],
])('%s: code 2 and one line', async (_, args, said) => {
  const run = await runPostern(args());
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(run.stderr).toContain(said);
});

test('an inventory is checked to the last key: none that was changed is judged', () => {
  const whole = readFileSync(inventory, 'utf8');
  expect(readInventory(whole)).not.toHaveProperty('problem');
  // Each leaf in turn becomes something no server sends.
  const places: string[] = [];
  const walk = (value: unknown, at: readonly (string | number)[]) => {
    if (typeof value === 'object' && value !== null) {
      const inner = Array.isArray(value) ? [...value.slice(0, 1).entries()] : Object.entries(value);
      for (const [key, item] of inner) walk(item, [...at, key]);
    } else places.push(JSON.stringify(at));
  };
  walk(JSON.parse(whole), []);
  expect(places.length).toBeGreaterThan(100);
  for (const place of places) {
    const copy: unknown = JSON.parse(whole);
    const at: (string | number)[] = JSON.parse(place);
    const last = at.pop() ?? '';
    let parent = Object(copy);
    for (const key of at) parent = parent[key];
    parent[last] = { hostile: true };
    expect(readInventory(JSON.stringify(copy)), place).toHaveProperty('problem');
  }
  expect(readInventory(whole.replace('"cluster":{', '"cluster":{"later":{"rows":[1]},'))).not.toHaveProperty(
    'problem',
  );
});

test('a policy is held against a server or a snapshot: names that are not there are warnings', async () => {
  const names = file('names.yaml', 'version: 1\nroles:\n  - { role: ap, kind: application }\n');
  for (const where of [
    ['--url', url()],
    ['--inventory', inventory],
  ]) {
    const run = await runPostern(['policy', 'check', organisation, names, ...where]);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('names.yaml:3:13: warning: roles[0].role: The snapshot has no role "ap".');
    expect(run.stdout).toContain('ok, digest');
  }
  const alone = await runPostern(['policy', 'check', names]);
  expect(alone).toMatchObject({ code: 0, stdout: expect.not.stringContaining('warning') });
});
