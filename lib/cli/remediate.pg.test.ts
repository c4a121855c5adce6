import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { comparable } from '../testing/comparable-inventory.ts';
import { inventoryOf } from '../testing/inventory-of.ts';
import { runPostern } from '../testing/run-postern.ts';

let cluster: TestCluster;
const control = 'public-table-grants';
const remediate = (...more: string[]) =>
  runPostern([
    'remediate',
    '--url',
    `postgres://postgres@127.0.0.1:${cluster.port}/shop`,
    '--databases',
    'shop',
    ...more,
  ]);

beforeAll(async () => {
  cluster = await startCluster({ major: 17 });
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql(
    `CREATE ROLE owner; CREATE ROLE lead; CREATE ROLE reader LOGIN; GRANT USAGE, CREATE ON SCHEMA public TO owner, lead;
     SET ROLE owner; CREATE TABLE orders (a int); GRANT SELECT ON orders TO lead WITH GRANT OPTION;
     SET ROLE lead; GRANT SELECT ON orders TO PUBLIC;
     SET ROLE owner; CREATE TABLE "o\rther\n\\! x" (a int); GRANT SELECT ON "o\rther\n\\! x" TO PUBLIC`,
    'shop',
  );
});
afterAll(() => cluster?.stop());

test('JSON is the contract’s object for a finding, an array for a control', async () => {
  const all = await remediate('--control', control, '--format', 'json');
  expect(all).toMatchObject({ code: 0, stderr: '' });
  const entries = JSON.parse(all.stdout);
  expect(entries).toHaveLength(2);
  const [entry] = entries;
  expect(Object.keys(entry).slice(0, 12)).toEqual([
    'finding',
    'kind',
    'up',
    'down',
    'transactional',
    'statements',
    'preconditions',
    'postconditions',
    'loses',
    'gains',
    'handOff',
    'irreversible',
  ]);
  expect(entry).toMatchObject({
    kind: 'sql',
    transactional: true,
    handOff: false,
    irreversible: null,
    gains: [],
  });
  expect(entry.closes).toContain(entry.finding);
  for (const { sql, lock, transactional } of entry.statements) {
    expect(sql).toEqual(expect.any(String));
    expect(lock === null || typeof lock.mode === 'string').toBe(true);
    expect(transactional).toBe(true);
  }
  expect(entry.loses).toContainEqual(
    expect.objectContaining({ role: 'reader', privilege: 'SELECT', how: 'inherited', via: ['PUBLIC'] }),
  );
  for (const { sql } of [...entry.preconditions, ...entry.postconditions]) {
    const rows = await cluster.sql(`SET search_path = pg_catalog, pg_temp; ${sql}`, 'shop');
    expect(rows).toEqual([{ holds: expect.any(Boolean) }]);
  }
  const one = await remediate('--finding', entry.finding, '--format', 'json');
  expect(JSON.parse(one.stdout)).toEqual(entry);
  const asked = await remediate('--finding', entry.finding, '--format', 'json', '--seen-statements');
  expect(entry.statementsSeen).toEqual({ unknown: 'pg_stat_statements was not asked' });
  expect(JSON.parse(asked.stdout).statementsSeen).toEqual({
    unknown: 'the extension pg_stat_statements is not installed in this database',
  });
  const script = await remediate('--finding', entry.finding);
  expect(script.stdout).toMatch(/^-- reader loses SELECT on table public\./m);
  const none = await remediate('--control', 'superuser-count', '--format', 'json');
  expect(none).toMatchObject({ code: 0, stdout: '[]\n' });
});

test('all findings of a control are one script: as its grantors, twice the same, undone exactly', async () => {
  const before = comparable(await inventoryOf(cluster, ['shop']));
  const up = await remediate('--control', control);
  expect(up.code).toBe(0);
  expect(up.stdout.match(/^BEGIN;$/gm)).toHaveLength(1);
  expect(up.stdout).toContain('SET LOCAL ROLE "lead"');
  const down = await remediate('--control', control, '--part', 'down');
  const both = await remediate('--control', control, '--part', 'both');
  expect(both.stdout.startsWith(up.stdout)).toBe(true);
  const below = both.stdout.slice(up.stdout.length);
  expect(below).toContain('GRANT SELECT');
  expect(below.split(/[\r\n]/).filter((line) => line !== '' && !line.startsWith('--'))).toEqual([]);
  await cluster.sql(up.stdout, 'shop');
  const mended = comparable(await inventoryOf(cluster, ['shop']));
  expect(mended).not.toEqual(before);
  await cluster.sql(up.stdout, 'shop');
  expect(comparable(await inventoryOf(cluster, ['shop']))).toEqual(mended);
  await cluster.sql(down.stdout, 'shop');
  expect(comparable(await inventoryOf(cluster, ['shop']))).toEqual(before);
});

test('a script whose REVOKE would change nothing by now commits nothing, and says what does not hold', async () => {
  const { stdout } = await remediate('--control', control);
  // The same grant, made by somebody else meanwhile: the script's REVOKE as lead leaves it, without a warning.
  await cluster.sql(
    'REVOKE SELECT ON orders FROM lead CASCADE; SET ROLE owner; GRANT SELECT ON orders TO PUBLIC',
    'shop',
  );
  await cluster.sql('GRANT SELECT ON orders TO lead WITH GRANT OPTION', 'shop', 'postgres');
  await cluster.sql(stdout, 'shop');
  await cluster.sql('SET ROLE lead; GRANT SELECT ON orders TO PUBLIC', 'shop');
  const silent = stdout.replaceAll('SET LOCAL ROLE "lead"', 'SET LOCAL ROLE "owner"');
  const before = comparable(await inventoryOf(cluster, ['shop']));
  await expect(cluster.sql(silent, 'shop')).rejects.toThrow(
    'Postern stops here, this does not hold: SELECT on table public.orders is no longer granted to PUBLIC by role lead',
  );
  expect(comparable(await inventoryOf(cluster, ['shop']))).toEqual(before);
});

test('arguments that cannot be used contact nothing', async () => {
  for (const wrong of [
    ['--control', control, '--format', 'csv'],
    ['--control', control, '--part', 'all'],
    ['--control', control, '--format', 'json', '--hand-off', 'plain'],
  ])
    expect((await runPostern(['remediate', '--url', 'postgres://a@127.0.0.1:1/x', ...wrong])).code).toBe(2);
});
