import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import type { Context } from './context.ts';
import { run } from './run.ts';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ major: 17 });
  await cluster.sql(`
    CREATE ROLE staff; CREATE ROLE "clerk ""x""\n" LOGIN; CREATE ROLE visitor LOGIN;
    GRANT staff TO "clerk ""x""\n" WITH INHERIT FALSE, SET TRUE;
    CREATE SCHEMA "my.shop"; GRANT USAGE ON SCHEMA "my.shop" TO visitor;
    CREATE TABLE "my.shop".orders (id int, "e.mail" text);
    CREATE TABLE public.orders (id int); CREATE TABLE public.lone (id int);
    GRANT SELECT ON "my.shop".orders TO staff;
    GRANT SELECT ("e.mail") ON "my.shop".orders TO visitor;
    CREATE FUNCTION public.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION public.f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
    REVOKE ALL ON FUNCTION public.f(int) FROM PUBLIC`);
});
afterAll(() => cluster.stop());

const sink = () => {
  let text = '';
  const write = async (chunk: string) => {
    text += chunk;
  };
  return { sink: { isTerminal: false, columns: 80, write }, text: () => text };
};

async function postern(argv: readonly string[], user = 'postgres') {
  const [stdout, stderr] = [sink(), sink()];
  const context: Context = {
    env: {
      PGHOST: cluster.socketDirectory,
      PGPORT: String(cluster.port),
      PGUSER: user,
      PGDATABASE: 'postgres',
    },
    stdout: stdout.sink,
    stderr: stderr.sink,
    stdin: { isTerminal: false, firstLine: async () => '' },
    now: () => new Date('2026-01-01T00:00:00Z'),
    signal: new AbortController().signal,
    toolVersion: '0',
  };
  const code = await run(context, argv);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

const clerk = 'clerk "x"\n';

const explain = (role: string, privilege: string, object: string, format = 'text') =>
  postern([
    'access',
    'explain',
    '--role',
    role,
    '--privilege',
    privilege,
    '--object',
    object,
    '--format',
    format,
  ]);

test('every line is one JSON object of the contract', async () => {
  const { code, stdout, stderr } = await postern(['access', '--database', 'postgres', '--format', 'ndjson']);
  expect([code, stderr]).toEqual([0, '']);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual({
    role: clerk,
    kind: 'table',
    schema: 'my.shop',
    name: 'orders',
    column: null,
    signature: null,
    privilege: 'SELECT',
    grantable: false,
    how: 'set-role',
    via: ['role staff'],
  });
  expect(
    lines
      .filter((line) => line.kind === 'column' && line.schema === 'my.shop')
      .map((line) => [line.role, line.column, line.privilege]),
  ).toEqual([['visitor', 'e.mail', 'SELECT']]);
  expect(new Set(lines.map((line) => line.role))).toContain('pg_monitor');
  expect(new Set(lines.map((line) => line.kind)).size).toBeGreaterThan(7);
});

test('an ordinary role sees the same', async () => {
  const [one, other] = await Promise.all(['postgres', 'visitor'].map((user) => postern(['access'], user)));
  expect(other).toEqual(one);
});

test('explained in words that keep a hostile name on its line', async () => {
  const { code, stdout } = await explain(clerk, 'select', 'table:"my.shop".orders');
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'clerk "x"⟨U+000A⟩ has no SELECT on table:"my.shop".orders now, but can get it by SET ROLE:',
    '  1. after SET ROLE: "clerk "x"⟨U+000A⟩" is a member of "staff"; SELECT is granted to "staff"',
    '',
  ]);
});

test('what takes more than a SET ROLE is a path of its own, and its neighbour has none', async () => {
  await cluster.sql('CREATE ROLE deputy LOGIN; GRANT staff TO deputy WITH ADMIN OPTION');
  await cluster.sql('REVOKE INHERIT OPTION FOR staff FROM deputy; REVOKE SET OPTION FOR staff FROM deputy');
  try {
    const object = 'table:"my.shop".orders';
    const { code, stdout } = await explain('deputy', 'SELECT', object);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'deputy has no SELECT on table:"my.shop".orders, neither now nor by SET ROLE.',
      'It can make itself a role that has it:',
      '  1. by escalation: "deputy" may grant "staff" to itself by ADMIN OPTION; "staff" has SELECT',
    ]);
    const json: unknown = JSON.parse((await explain('deputy', 'SELECT', object, 'json')).stdout);
    expect(json).toMatchObject({
      how: null,
      paths: [{ how: 'escalation', via: ['role staff'], waitsFor: null }],
    });
    const neighbour: unknown = JSON.parse((await explain('visitor', 'INSERT', object, 'json')).stdout);
    expect(neighbour).toMatchObject({ how: null, paths: [] });
  } finally {
    await cluster.sql('DROP ROLE deputy');
  }
});

test.each([
  ['visitor', 'SELECT', 'column:"my.shop".orders."e.mail"', 'inherited'],
  ['visitor', 'SELECT', 'table:"my.shop".orders.id', null],
  ['visitor', 'USAGE', 'schema:my.shop', 'inherited'],
  ['visitor', 'EXECUTE', 'function:public.f(text)', 'inherited'],
  ['visitor', 'EXECUTE', 'function:f(integer)', null],
  ['visitor', 'TEMP', 'database:postgres', 'inherited'],
  ['visitor', 'SET', 'parameter:log_statement', null],
  ['postgres', 'MAINTAIN', 'table:lone', 'inherited'],
  ['visitor', 'SELECT', 'column:pg_catalog.pg_authid.rolpassword', null],
])('%s %s %s: %s', async (role, privilege, object, how) => {
  const { code, stdout, stderr } = await explain(role, privilege, object, 'json');
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({ role, how });
});

test.each([
  ['nobody', 'SELECT', 'table:lone'],
  ['visitor', 'READ', 'table:lone'],
  ['visitor', 'USAGE', 'table:lone'],
  ['visitor', 'SELECT', 'table:orders'],
  ['visitor', 'SELECT', 'table:gone'],
  ['visitor', 'SELECT', 'table:lone.gone'],
  ['visitor', 'SELECT', 'table:"open'],
  ['visitor', 'SELECT', 'thing:lone'],
  ['visitor', 'EXECUTE', 'function:f'],
])('unusable: %s %s %s', async (role, privilege, object) => {
  const { code, stdout, stderr } = await explain(role, privilege, object);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^postern: [^\n]+\n$/);
});

test('a database that is not there is code 3 and one line', async () => {
  const { code, stdout, stderr } = await postern(['access', '--database', 'gone']);
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/^postern: [^\n]+\n$/);
});

test('--output is written whole, or not at all', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'postern-access-'));
  const file = path.join(directory, 'lines.ndjson');
  const failed = await postern(['access', '--database', 'gone', '--output', file]);
  expect([failed.code, readdirSync(directory)]).toEqual([3, []]);
  const [written, printed] = [await postern(['access', '--output', file]), await postern(['access'])];
  expect([written.code, written.stdout, existsSync(file)]).toEqual([0, '', true]);
  expect(readFileSync(file, 'utf8')).toBe(printed.stdout);
  rmSync(directory, { recursive: true });
});
