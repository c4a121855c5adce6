import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import type { Context } from './context.ts';
import { run } from './run.ts';

// The contract's "access, a line per effective privilege", clause by clause, against the server's own has_*_privilege.

interface Line {
  readonly role: string;
  readonly kind: string;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  readonly signature: string | null;
  readonly privilege: string;
  readonly grantable: boolean;
  readonly how: 'inherited' | 'set-role';
  readonly via: readonly string[];
}

const setup = (major: number) => `
CREATE ROLE owner_role; CREATE ROLE grp; CREATE ROLE member LOGIN NOINHERIT; CREATE ROLE heir LOGIN; CREATE ROLE alone LOGIN;
GRANT grp TO member ${major >= 16 ? 'WITH INHERIT FALSE, SET TRUE' : ''}; GRANT grp TO heir; GRANT pg_read_all_data TO alone;
CREATE SCHEMA k; GRANT USAGE ON SCHEMA k TO grp;
CREATE TABLE k.plain (id int, secret text); GRANT SELECT (id) ON k.plain TO grp; GRANT SELECT ON k.plain TO heir;
CREATE TABLE k.parts (id int) PARTITION BY RANGE (id); CREATE VIEW k.seen AS SELECT 1 AS id; CREATE MATERIALIZED VIEW k.kept AS SELECT 1 AS id;
CREATE SEQUENCE k.numbers; CREATE AGGREGATE k.total (int) (sfunc = int4pl, stype = int); CREATE FUNCTION k.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE k.act() LANGUAGE sql AS 'SELECT 1'; CREATE DOMAIN k.positive AS int CHECK (value > 0); CREATE TYPE k.mood AS ENUM ('a');
CREATE FOREIGN DATA WRAPPER far_wrapper; CREATE SERVER far FOREIGN DATA WRAPPER far_wrapper; CREATE FOREIGN TABLE k.away (id int) SERVER far;
GRANT USAGE ON FOREIGN DATA WRAPPER far_wrapper TO grp; GRANT USAGE ON FOREIGN SERVER far TO grp WITH GRANT OPTION;
SELECT lo_create(4711); GRANT SELECT ON LARGE OBJECT 4711 TO grp;
GRANT SELECT ON k.parts, k.seen, k.kept, k.away TO grp; GRANT USAGE ON SEQUENCE k.numbers TO grp;
REVOKE EXECUTE ON FUNCTION k.total(int), k.f(int) FROM PUBLIC; REVOKE EXECUTE ON PROCEDURE k.act() FROM PUBLIC; REVOKE USAGE ON TYPE k.positive, k.mood FROM PUBLIC;
GRANT EXECUTE ON FUNCTION k.total(int), k.f(int) TO grp; GRANT EXECUTE ON PROCEDURE k.act() TO grp; GRANT USAGE ON TYPE k.positive, k.mood TO grp;
CREATE TABLE k.shed (id int); ALTER TABLE k.shed OWNER TO owner_role; REVOKE SELECT ON k.shed FROM owner_role;
${major >= 15 ? 'GRANT SET ON PARAMETER log_statement TO grp;' : ''}
${major >= 18 ? 'ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO grp; SELECT lo_create(4712);' : ''}`;

/** Each of them `grp` was given one privilege on. */
const granted = (major: number): readonly (readonly [kind: string, name: string, privilege: string])[] => [
  ['schema', 'k', 'USAGE'],
  ['view', 'seen', 'SELECT'],
  ['materialized-view', 'kept', 'SELECT'],
  ['foreign-table', 'away', 'SELECT'],
  ['partitioned-table', 'parts', 'SELECT'],
  ['sequence', 'numbers', 'USAGE'],
  ['column', 'plain', 'SELECT'],
  ['function', 'total', 'EXECUTE'],
  ['function', 'f', 'EXECUTE'],
  ['procedure', 'act', 'EXECUTE'],
  ['type', 'positive', 'USAGE'],
  ['type', 'mood', 'USAGE'],
  ['foreign-data-wrapper', 'far_wrapper', 'USAGE'],
  ['foreign-server', 'far', 'USAGE'],
  ['large-object', '4711', 'SELECT'],
  ...(major >= 15 ? [['parameter', 'log_statement', 'SET'] as const] : []),
  ...(major >= 18 ? [['large-object', '4712', 'SELECT'] as const] : []),
];

const sink = (into: string[]) => ({
  isTerminal: false,
  columns: 80,
  write: async (chunk: string) => {
    into.push(chunk);
  },
});

describe.each([14, 17, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let lines: readonly Line[];
  beforeAll(async () => {
    cluster = await startCluster({ major });
    await cluster.sql(setup(major));
    const [out, err]: [string[], string[]] = [[], []];
    const context: Context = {
      env: {
        PGHOST: cluster.socketDirectory,
        PGPORT: String(cluster.port),
        PGUSER: 'postgres',
        PGDATABASE: 'postgres',
      },
      stdout: sink(out),
      stderr: sink(err),
      stdin: { isTerminal: false, firstLine: async () => '' },
      now: () => new Date('2026-01-01T00:00:00Z'),
      signal: new AbortController().signal,
      toolVersion: '0',
    };
    expect([await run(context, ['access', '--database', 'postgres', '--format', 'ndjson']), err]).toEqual([
      0,
      [],
    ]);
    lines = out
      .join('')
      .trimEnd()
      .split('\n')
      .map((line): Line => JSON.parse(line));
  });
  afterAll(() => cluster.stop());

  const of = (role: string, kind: string, name: string) =>
    lines.filter((line) => line.role === role && line.kind === kind && line.name === name);

  test('every kind: the grantee has it, its heir inherits it, its NOINHERIT member by SET ROLE', () => {
    for (const [kind, name, privilege] of granted(major)) {
      const found = (role: string) =>
        of(role, kind, name)
          .filter((line) => line.privilege === privilege)
          .map(({ how, via }) => [how, via]);
      expect([kind, name, found('grp')]).toEqual([kind, name, [['inherited', ['role grp']]]]);
      expect([kind, name, found('member')]).toEqual([kind, name, [['set-role', ['role grp']]]]);
      // The heir's own grant on the whole table leaves its column lines nothing to add.
      if (kind !== 'column')
        expect([kind, name, found('heir')]).toEqual([kind, name, [['inherited', ['role grp']]]]);
    }
    expect(of('heir', 'column', 'plain')).toEqual([]);
    expect(of('heir', 'table', 'plain').map(({ privilege }) => privilege)).toEqual(['SELECT']);
  });

  test('kinds are those of the contract, and all that this server has objects of', () => {
    const kinds =
      'database schema table view materialized-view foreign-table partitioned-table sequence column function procedure type language foreign-data-wrapper foreign-server tablespace large-object';
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(
      new Set([...kinds.split(' '), ...(major >= 15 ? ['parameter'] : [])]),
    );
  });

  test('PUBLIC, owner, superuser and predefined roles stand as such; grant options are said', () => {
    const via = (role: string, kind: string, name: string, privilege: string) =>
      of(role, kind, name).find((line) => line.privilege === privilege)?.via;
    expect(via('alone', 'language', 'plpgsql', 'USAGE')).toEqual(['PUBLIC']);
    expect(via('owner_role', 'table', 'shed', 'INSERT')).toEqual(['owner']);
    expect(via('postgres', 'table', 'shed', 'SELECT')).toEqual(['superuser']);
    expect(via('alone', 'table', 'pg_authid', 'SELECT')).toEqual(['pg_read_all_data']);
    expect(of('grp', 'foreign-server', 'far').map(({ grantable }) => grantable)).toEqual([true]);
    expect(of('grp', 'foreign-data-wrapper', 'far_wrapper').map(({ grantable }) => grantable)).toEqual([
      false,
    ]);
  });

  test('what a role may grant but not use has no line', () => {
    expect(of('owner_role', 'table', 'shed').map(({ privilege }) => privilege)).not.toContain('SELECT');
    expect(of('owner_role', 'table', 'shed').map(({ privilege }) => privilege)).toContain('INSERT');
  });

  test('every role of pg_roles has lines, and tables and routines of the system are as has_*_privilege answers', async () => {
    const roles = await cluster.sql('SELECT rolname FROM pg_roles ORDER BY rolname COLLATE "C"');
    expect([...new Set(lines.map(({ role }) => role))].sort()).toEqual(roles.map(({ rolname }) => rolname));
    const counts = await cluster.sql(`
      SELECT r.rolname AS role,
        (SELECT count(*)::int FROM pg_class c WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND has_table_privilege(r.oid, c.oid, 'SELECT')
          AND c.relnamespace::regnamespace::text !~ '^pg_toast') AS relations,
        (SELECT count(*)::int FROM pg_proc p WHERE has_function_privilege(r.oid, p.oid, 'EXECUTE')) AS routines
      FROM pg_roles r ORDER BY r.rolname COLLATE "C"`);
    const relationKinds = ['table', 'view', 'materialized-view', 'foreign-table', 'partitioned-table'];
    const now = Map.groupBy(
      lines.filter(({ how }) => how === 'inherited'),
      ({ role }) => role,
    );
    for (const { role, relations, routines } of counts) {
      const own = now.get(String(role)) ?? [];
      const count = (kinds: readonly string[], privilege: string) =>
        own.filter((line) => kinds.includes(line.kind) && line.privilege === privilege).length;
      expect([role, count(relationKinds, 'SELECT')]).toEqual([role, relations]);
      expect([role, count(['function', 'procedure'], 'EXECUTE')]).toEqual([role, routines]);
    }
  });
});
