import { beforeAll, describe, expect, test } from 'vitest';
import { loadScriptParser } from '../check-script.ts';
import type { Plan, PlannedStatement } from '../plan.ts';
import { handOff } from './hand-off.ts';
import { type HandOffFormat, handOffFormats } from './hand-off-file.ts';
import { plainSpelling } from './plain-spelling.ts';

beforeAll(loadScriptParser);

const at = new Date('2026-11-21T14:05:09Z');
const statement = (sql: string, transactional = true): PlannedStatement => ({
  sql,
  lock: null,
  transactional,
});
const plan = (over: Partial<Plan>): Plan => ({
  findings: ['0'.repeat(32)],
  kind: 'migration',
  changes: [],
  database: 'shop',
  up: [statement('ALTER TABLE "app"."t" ENABLE ROW LEVEL SECURITY')],
  down: [statement('ALTER TABLE "app"."t" DISABLE ROW LEVEL SECURITY')],
  upText: '',
  downText: '',
  transactional: true,
  restartNeeded: false,
  handOff: true,
  irreversible: null,
  preconditions: [],
  postconditions: [{ says: 'row security is on', sql: 'SELECT true' }],
  outside: [],
  warnings: [],
  ...over,
});
const files = (format: HandOffFormat, over: Partial<Plan> = {}, title = 'Table app.t') =>
  handOff(format, { plan: plan(over), title, at });
const all = (format: HandOffFormat, over: Partial<Plan> = {}) =>
  files(format, over)
    .map(({ text }) => text)
    .join('\n');

test('names follow each tool’s own convention', () => {
  const names = Object.fromEntries(handOffFormats.map((one) => [one, files(one).map(({ path }) => path)]));
  const digest = /-([0-9a-f]{8})\.up/.exec(names.plain?.[0] ?? '')?.[1];
  expect(names).toEqual({
    plain: [`20261121140509-table-app-t-${digest}.up.sql`, `20261121140509-table-app-t-${digest}.down.sql`],
    flyway: [`V20261121140509__table_app_t_${digest}.sql`, `U20261121140509__table_app_t_${digest}.sql`],
    liquibase: [`20261121140509-table-app-t-${digest}.sql`],
    prisma: [
      `migrations/20261121140509_table_app_t_${digest}/migration.sql`,
      `migrations/20261121140509_table_app_t_${digest}/down.sql`,
    ],
    sqitch: [
      `deploy/table-app-t-${digest}.sql`,
      `revert/table-app-t-${digest}.sql`,
      `verify/table-app-t-${digest}.sql`,
      'sqitch.plan.append',
    ],
  });
});

test.each(['../../etc/passwd', '', '\0', 'con', '.'.repeat(300), '日本', 'a\nb', '%2e%2e/', 'x'.repeat(300)])(
  'a title such as %j gives a file name that is safe everywhere',
  (title) => {
    for (const format of handOffFormats)
      for (const { path } of files(format, {}, title)) {
        expect(path).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9/_-]*(\.(up|down))?\.(sql|plan\.append)$/);
        expect(path.length).toBeLessThan(110);
      }
  },
);

test.each(handOffFormats)('%s limits how long it waits and runs, and asks whether it worked', (format) => {
  const text = all(format);
  expect(text).toContain("lock_timeout = '2s'");
  expect(text).toContain("statement_timeout = '30s'");
  expect(text).toContain('row security is on');
});

test.each(['flyway', 'liquibase', 'prisma'] as const)('%s keeps the transaction to the tool', (format) => {
  expect(all(format)).not.toMatch(/^(BEGIN|COMMIT)/m);
});

test.each(['plain', 'sqitch'] as const)('%s opens and ends its own transaction', (format) => {
  expect(all(format).match(/^BEGIN;$/gm)?.length).toBe(all(format).match(/^(COMMIT|ROLLBACK);$/gm)?.length);
});

test('the verification of sqitch changes nothing', () => {
  const verify = files('sqitch').find(({ path }) => path.startsWith('verify/'))?.text;
  expect(verify).toMatch(/\nBEGIN;\nSELECT [^\n]*row security is on[^\n]*;\nROLLBACK;\n$/);
});

describe('what refuses a transaction', () => {
  const alone = {
    up: [
      statement("ALTER SYSTEM SET work_mem = '4MB'", false),
      statement('SELECT pg_catalog.pg_reload_conf()', false),
    ],
    down: [
      statement('ALTER SYSTEM RESET work_mem', false),
      statement('SELECT pg_catalog.pg_reload_conf()', false),
    ],
    transactional: false,
  };

  test('stands alone, beside a configuration that says so', () => {
    const flyway = files('flyway', alone);
    const of = (name: string) => flyway.find(({ path }) => path.startsWith(name))?.text ?? '';
    expect(of('V20261121140509_1__')).toMatch(/\nALTER SYSTEM SET work_mem = '4MB';\n$/);
    expect(of('V20261121140509_1__')).not.toContain('SET LOCAL');
    expect(flyway.filter(({ path }) => path.endsWith('.conf')).map(({ text }) => text)).toEqual(
      Array(4).fill('executeInTransaction=false\n'),
    );
    // The undo runs from the newest back: the reload comes last.
    expect(of('U20261121140509_3__')).toContain('ALTER SYSTEM RESET');
    expect(of('U20261121140509_2__')).toContain('pg_reload_conf');
    expect(of('V20261121140509_3__')).toContain('row security is on');
  });

  test('is a changeset or a migration of its own', () => {
    const [liquibase] = files('liquibase', alone);
    expect(liquibase?.text.match(/runInTransaction:false/g)).toHaveLength(3);
    const prisma = files('prisma', alone).filter(({ path }) => path.endsWith('/migration.sql'));
    expect(prisma.map(({ path }) => path.slice(11, 25))).toEqual([
      '20261121140509',
      '20261121140510',
      '20261121140511',
    ]);
  });

  test.each([
    'CREATE INDEX CONCURRENTLY i ON app.t (x)',
    'DROP INDEX CONCURRENTLY app.i',
    'REINDEX INDEX CONCURRENTLY app.i',
    'ALTER TABLE app.t DETACH PARTITION app.p CONCURRENTLY',
    'VACUUM app.t',
    "ALTER SYSTEM SET work_mem = '4MB'",
  ])('%s is never put into one', (sql) => {
    for (const format of handOffFormats)
      expect(() => files(format, { up: [statement(sql)] })).toThrow('refuses a transaction');
  });
});

test('what cannot be undone has no way back, and sqitch refuses to revert', () => {
  const lost = { irreversible: 'the version before is gone', down: [] };
  expect(files('plain', lost)).toHaveLength(1);
  expect(files('flyway', lost).some(({ path }) => path.startsWith('U'))).toBe(false);
  expect(all('liquibase', lost)).not.toContain('--rollback');
  expect(files('prisma', lost)).toHaveLength(1);
  expect(files('sqitch', lost)[1]?.text).toContain('the version before is gone');
});

test.each([
  [{ kind: 'manual' } as const, 'by hand'],
  [{ kind: 'config' } as const, 'configuration'],
  [{ up: [] }, 'nothing to change'],
])('nothing is handed off where there is no SQL', (over, why) => {
  expect(() => files('plain', over)).toThrow(why);
});

test.each([
  ['SELECT 1 -- x', 'comment'],
  ['SELECT 1 /* x */', 'comment'],
])('a comment in a statement is not carried along: %s', (sql, why) => {
  expect(() => plainSpelling(sql)).toThrow(why);
});

test.each([
  ['SELECT\n  "a"', 'SELECT "a"'],
  [`SELECT 'a;b'`, `SELECT E'a\\u003Bb'`],
  [`SELECT "a;b"`, `SELECT U&"a\\003Bb"`],
  [`SELECT E'a\\\\b''c\\n'`, `SELECT E'a\\u005Cb''c\\u000A'`],
  ['SELECT $$a;b$$', 'SELECT $$a;b$$'],
  ['SELECT $x$a\n\u0024{b}$x$', `SELECT E'a\\u000A\\u0024{b}'`],
  ['SELECT $$\n--rollback x$$', `SELECT E'\\u000A\\u002D\\u002Drollback x'`],
  ['SELECT "a"[1:"n"]', 'SELECT "a"[1: "n"]'],
  [`SELECT '1'::int`, `SELECT '1'::int`],
  [`SELECT U&"a\\003Bb"`, `SELECT U&"a\\003Bb"`],
])('%j is spelled %j', (sql, spelled) => {
  expect(plainSpelling(sql)).toBe(spelled);
});

test('a body is brought onto one line where a line is all there is', () => {
  expect(plainSpelling('SELECT $$a\nb$$', { oneLine: true })).toBe(`SELECT E'a\\u000Ab'`);
});
