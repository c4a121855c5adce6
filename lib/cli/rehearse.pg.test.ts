import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { comparable } from '../testing/comparable-inventory.ts';
import { inventoryOf } from '../testing/inventory-of.ts';
import { runPostern } from '../testing/run-postern.ts';

let cluster: TestCluster;
const args = () => ['--url', `postgres://postgres@127.0.0.1:${cluster.port}/shop`, '--databases', 'shop'];
const granted = 'public-table-grants';
const disabled = 'rls-policies-but-disabled';

beforeAll(async () => {
  cluster = await startCluster({ major: 17 });
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql(
    `CREATE ROLE reader LOGIN; CREATE TABLE orders (a int); GRANT SELECT ON orders TO PUBLIC;
    CREATE TABLE "o\nther" (a int); GRANT SELECT ON "o\nther" TO PUBLIC;
    CREATE TABLE carts (a int); CREATE POLICY p ON carts USING (a = 1)`,
    'shop',
  );
});
afterAll(() => cluster.stop());

test('an object for a finding, an array for a control; nothing remains', async () => {
  const before = comparable(await inventoryOf(cluster, ['shop']));
  const all = await runPostern(['rehearse', ...args(), '--control', granted, '--format', 'json']);
  expect(all).toMatchObject({ code: 0, stderr: '' });
  const entries = JSON.parse(all.stdout);
  expect(entries).toHaveLength(2);
  const [first] = entries;
  expect(Object.keys(first).slice(0, 9)).toEqual([
    'finding',
    'outcome',
    'reason',
    'closes',
    'opens',
    'loses',
    'gains',
    'locks',
    'asPredicted',
  ]);
  expect(first).toMatchObject({ outcome: 'ok', reason: null, asPredicted: true, opens: [], undo: 'ok' });
  expect(first.closes).toContain(first.finding);
  expect(first.loses).toContainEqual(expect.objectContaining({ role: 'reader', privilege: 'SELECT' }));
  const one = await runPostern(['rehearse', ...args(), '--finding', first.finding, '--format', 'json']);
  expect(JSON.parse(one.stdout)).toMatchObject({ finding: first.finding, outcome: 'ok' });
  const text = await runPostern(['rehearse', ...args(), '--control', granted]);
  expect(text.code).toBe(0);
  expect(text.stdout).toContain('Rehearsed: it goes well (on the database itself, rolled back');
  expect(text.stdout).toContain('reader: SELECT on table public.o⟨U+000A⟩ther');
  const none = await runPostern(['rehearse', ...args(), '--control', 'superuser-count', '--format', 'json']);
  expect(none).toMatchObject({ code: 0, stdout: '[]\n' });
  expect(comparable(await inventoryOf(cluster, ['shop']))).toEqual(before);
});

test('a server parameter is tried on a throw-away server', async () => {
  const done = await runPostern(['rehearse', ...args(), '--control', 'log-connections', '--format', 'json']);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(done.stdout)).toMatchObject([
    { outcome: 'ok', where: 'throw-away', undo: 'ok', asPredicted: true, locks: [] },
  ]);
  expect(await cluster.sql('SHOW log_connections')).toEqual([{ log_connections: 'off' }]);
});

test('arguments that cannot be used contact nothing', async () => {
  for (const wrong of [
    [],
    ['--finding', 'a', '--control', granted],
    ['--control', 'nothing'],
    ['--control', granted, '--format', 'csv'],
  ])
    expect((await runPostern(['rehearse', '--url', 'postgres://a@127.0.0.1:1/x', ...wrong])).code).toBe(2);
  expect(await runPostern(['rehearse', ...args(), '--finding', 'f'.repeat(32)])).toMatchObject({ code: 2 });
});

test('a rehearsal that fails exits 1 and says why', async () => {
  const holder = await cluster.connect({ database: 'shop' });
  await holder.query('BEGIN; SELECT * FROM carts');
  const done = await runPostern(['rehearse', ...args(), '--control', disabled]);
  expect(done.code).toBe(1);
  expect(done.stdout).toContain('it fails: the server refused');
  await holder.query('ROLLBACK');
  await holder.end();
});

test('a command killed in the middle leaves nothing', async () => {
  const before = comparable(await inventoryOf(cluster, ['shop']));
  await cluster.sql(
    `CREATE FUNCTION wait() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); END';
    CREATE EVENT TRIGGER wait ON ddl_command_end EXECUTE FUNCTION wait()`,
    'shop',
  );
  const launcher = path.join(import.meta.dirname, '..', '..', 'bin', 'postern');
  // Its own process group: the launcher's child must die with it.
  const child = spawn(launcher, ['rehearse', ...args(), '--control', disabled], {
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: '/nonexistent', NODE_ENV: 'production' },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const held = () =>
    cluster.sql(
      `SELECT l.mode FROM pg_locks l WHERE l.relation = 'carts'::regclass AND l.mode = 'AccessExclusiveLock' AND l.granted`,
      'shop',
    );
  const until = async (done: () => Promise<boolean>) => {
    for (let tries = 0; tries < 300 && !(await done()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await done()).toBe(true);
  };
  await until(async () => (await held()).length === 1);
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
  await until(async () => (await held()).length === 0);
  await cluster.sql('DROP EVENT TRIGGER wait; DROP FUNCTION wait()', 'shop');
  expect(comparable(await inventoryOf(cluster, ['shop']))).toEqual(before);
});
