import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HandOffFile } from '../engine/remediation/handoff/hand-off-file.ts';
import { handOffFormats } from '../engine/remediation/handoff/hand-off-file.ts';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { runHandOff } from '../testing/migration-tools.ts';
import { runPostern } from '../testing/run-postern.ts';

let cluster: TestCluster;
let directory: string;
const control = 'secdef-search-path';

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'postern-hand-off-'));
  cluster = await startCluster({ major: 17 });
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql(
    `CREATE FUNCTION public."a;\n\\! touch owned"() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'`,
    'shop',
  );
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const args = (...more: string[]) => [
  'remediate',
  ...['--url', `postgres://postgres@127.0.0.1:${cluster.port}/postgres`, '--databases', 'shop'],
  ...['--control', control, ...more],
];
const searchPath = async () => {
  const rows = await cluster.sql(`SELECT proconfig FROM pg_proc WHERE proname LIKE 'a;%'`, 'shop');
  return rows[0]?.proconfig;
};

function filesIn(folder: string): readonly HandOffFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ path: path.relative(folder, file), text: readFileSync(file, 'utf8') }));
}

test.each(handOffFormats)(
  '--hand-off %s writes what mends the finding and what undoes it',
  async (format) => {
    const folder = path.join(directory, format);
    const run = await runPostern(args('--hand-off', format, '--output', folder));
    expect(run).toMatchObject({ code: 0, stderr: '', stdout: '' });
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(0);
    await runHandOff(format, files, 'up', { cluster, database: 'shop' });
    expect(await searchPath()).toEqual(['search_path=pg_catalog, public, pg_temp']);
    await runHandOff(format, files, 'down', { cluster, database: 'shop' });
    expect(await searchPath()).toBeNull();
  },
);

test('without a directory the files are printed', async () => {
  const run = await runPostern(args('--hand-off', 'liquibase'));
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(/^--liquibase formatted sql\n\n--changeset postern:/);
  const two = await runPostern(args('--hand-off', 'plain'));
  expect(two.stdout).toMatch(/^-- ==> [0-9]{14}-[a-z0-9-]+\.up\.sql <==\n/);
});

test('what cannot be written, and what is asked for wrongly, is 2 with one line', async () => {
  const file = path.join(directory, 'a-file');
  writeFileSync(file, '');
  const wrong = [
    args('--hand-off', 'nothing-known'),
    args('--hand-off', 'plain', '--part', 'down'),
    args('--hand-off', 'plain', '--output', file),
    args('--hand-off', 'plain', '--output', path.join(directory, 'no', 'such', 'place')),
  ];
  for (const argv of wrong) {
    const run = await runPostern(argv);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  }
});

test('a finding without SQL is not handed off', async () => {
  const found = await runPostern([
    ...args('--hand-off', 'plain').slice(0, 5),
    '--control',
    'data-checksums',
    '--hand-off',
    'plain',
  ]);
  expect(found).toMatchObject({ code: 2, stdout: '' });
});
