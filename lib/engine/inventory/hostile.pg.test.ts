import { escapeLiteral, escapeIdentifier as quoted } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { hostileNames } from '../../testing/hostile-names.ts';
import { ConnectFailure } from '../connect/connect-failure.ts';
import { type CollectOptions, collect } from './collect.ts';
import type { DatabaseInventory, Inventory } from './inventory.ts';
import type { DatabaseSectionName, DatabaseSections } from './section-name.ts';

const now = '2026-01-01T00:00:00.000Z';
// PostgreSQL reserves these as role names, quoted or not.
const roleNames = hostileNames.filter(
  (name) => name !== 'public' && name !== 'none' && !name.startsWith('pg_'),
);
let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ major: 16 });
});
afterAll(() => cluster.stop());

const scan = (options: Partial<CollectOptions> = {}, user = 'postgres', database = 'postgres') =>
  collect(clusterTarget(cluster, user, database), { now, ...options });

function rows<Name extends DatabaseSectionName>(
  database: DatabaseInventory | undefined,
  name: Name,
): readonly DatabaseSections[Name][] {
  const section = database?.sections[name];
  if (!section || !('rows' in section)) throw new Error(`${name} is not readable`);
  return section.rows;
}
const of = (inventory: Inventory, name: string) => inventory.databases.find((one) => one.name === name);

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'ok',
    (error: unknown) => (error instanceof ConnectFailure ? error.code : String(error)),
  );
}

function granteeOf(item: string): string {
  const name = item.replace(/=[^=]*\/postgres$/, '');
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

test('hostile names of roles, databases, schemas, tables, columns and comments come through as they are', async () => {
  const databases = ['a"b\n', '\u202Eevil😀', '__proto__'];
  for (const name of databases) await cluster.sql(`CREATE DATABASE ${quoted(name)}`);
  await cluster.sql(roleNames.map((name) => `CREATE ROLE ${quoted(name)}`).join(';'));
  const statements = hostileNames.flatMap((name) => [
    `CREATE SCHEMA IF NOT EXISTS ${quoted(name)}`,
    `CREATE TABLE ${quoted(name)}.${quoted(name)} (${quoted(name)} int)`,
    `COMMENT ON COLUMN ${quoted(name)}.${quoted(name)}.${quoted(name)} IS ${escapeLiteral(name)}`,
    `ALTER TABLE ${quoted(name)}.${quoted(name)} ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY ${quoted(name)} ON ${quoted(name)}.${quoted(name)} USING (${quoted(name)} > 0)`,
  ]);
  const grants = roleNames.map(
    (name) => `GRANT SELECT ON ${quoted(name)}.${quoted(name)} TO ${quoted(name)}`,
  );
  await cluster.sql([...statements, ...grants].join(';'), '__proto__');

  const inventory = await scan();
  expect(inventory.databases.map((one) => one.name)).toEqual([...databases, 'postgres'].sort());
  const roles = inventory.cluster.roles;
  expect('rows' in roles && roles.rows.map((row) => row.name)).toEqual(
    expect.arrayContaining([...roleNames]),
  );
  const database = of(inventory, '__proto__');
  const relations = rows(database, 'relations').filter(
    (row) => row.kind === 'table' && row.schema === row.name,
  );
  expect(relations.map((row) => row.name)).toEqual([...hostileNames].sort());
  const columns = rows(database, 'columns').filter((row) => row.schema === row.relation);
  expect(columns.map((row) => [row.name, row.comment])).toEqual(
    [...hostileNames].sort().map((name) => [name, name]),
  );
  expect(
    rows(database, 'policies')
      .map((row) => row.name)
      .sort(),
  ).toEqual([...hostileNames].sort());
  for (const name of roleNames) {
    const relation = relations.find((row) => row.name === name);
    expect(relation?.acl?.map(granteeOf)).toContain(name);
  }
  expect((await scan()).databases).toEqual(inventory.databases);
});

test('a role called 123 is not the dropped role 123, and PUBLIC is not the role PUBLIC', async () => {
  await cluster.sql('CREATE DATABASE acls');
  await cluster.sql('CREATE ROLE gone; CREATE ROLE "4711" LOGIN', 'acls');
  const [gone] = await cluster.sql("SELECT oid::text FROM pg_roles WHERE rolname = 'gone'");
  await cluster.sql(
    'CREATE TABLE t (); CREATE TABLE none (); REVOKE ALL ON none FROM postgres; GRANT SELECT ON t TO gone, "4711", "PUBLIC", PUBLIC',
    'acls',
  );
  await cluster.sql(
    'GRANT SELECT ON t TO "4711" WITH GRANT OPTION; SET SESSION AUTHORIZATION "4711"; GRANT SELECT ON t TO "a""b"',
    'acls',
  );
  // Dropping a role that is still named in an ACL takes the catalog itself.
  await cluster.sql(
    "SET allow_system_table_mods = on; DELETE FROM pg_shdepend WHERE refobjid = 'gone'::regrole; DROP ROLE gone",
    'acls',
  );
  const database = of(await scan({ databases: ['acls'] }), 'acls');
  const acl = (name: string) =>
    rows(database, 'relations').find((row) => row.schema === 'public' && row.name === name)?.acl;
  expect(acl('none')).toEqual([]);
  expect(acl('t')).toEqual([
    'postgres=arwdDxt/postgres',
    `${gone?.oid}=r/postgres`,
    '"4711"=r*/postgres',
    'PUBLIC=r/postgres',
    '=r/postgres',
    '"a""b"=r/"4711"',
  ]);
});

test('functions, operators, types and tables set as traps are never touched', async () => {
  await cluster.sql('CREATE DATABASE traps');
  await cluster.sql(
    `CREATE TABLE public.caught (who text); GRANT ALL ON public.caught TO PUBLIC; GRANT ALL ON SCHEMA public TO PUBLIC;
    CREATE ROLE scanner LOGIN; ALTER ROLE scanner SET search_path = public, pg_catalog; ALTER DATABASE traps SET search_path = public, pg_catalog;
    GRANT pg_read_all_settings, pg_read_all_stats TO scanner;
    CREATE FUNCTION public.trap(name, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
    CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = text, FUNCTION = public.trap);
    CREATE OPERATOR public.~ (LEFTARG = name, RIGHTARG = text, FUNCTION = public.trap);
    CREATE OPERATOR public.!~ (LEFTARG = name, RIGHTARG = text, FUNCTION = public.trap);
    CREATE OPERATOR public.<> (LEFTARG = name, RIGHTARG = text, FUNCTION = public.trap);`,
    'traps',
  );
  const traps = [
    'format_type(oid, int)',
    'pg_get_userbyid(oid)',
    'current_setting(text)',
    'unnest(text[])',
    'lower(name)',
    'count(text)',
  ];
  for (const trap of traps)
    await cluster.sql(
      `CREATE FUNCTION public.${trap} RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$`,
      'traps',
    );
  for (const view of ['pg_class', 'pg_roles', 'pg_proc', 'pg_settings'])
    await cluster.sql(`CREATE VIEW public.${view} AS SELECT 1 / 0 AS oid`, 'traps');
  // The optional function, as somebody who is no superuser would fake it.
  await cluster.sql(
    `CREATE ROLE faker; GRANT CREATE ON DATABASE traps TO faker; SET ROLE faker; CREATE SCHEMA postern;
    CREATE FUNCTION postern.password_kinds(OUT role text, OUT kind text, OUT iterations int) RETURNS SETOF record
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
    GRANT USAGE ON SCHEMA postern TO PUBLIC;`,
    'traps',
  );
  const inventory = await scan({ databases: ['traps'] }, 'scanner', 'traps');
  expect(JSON.stringify(inventory)).toContain('trapped');
  const gaps = [
    ...Object.values(inventory.cluster),
    ...Object.values(of(inventory, 'traps')?.sections ?? {}),
  ].flatMap((section) => ('gap' in section ? [section.gap.input] : []));
  expect(gaps).toEqual(['hba-rules', 'ident-mappings', 'password-kinds']);
  expect(cluster.log()).not.toContain('ERROR:  trapped');
});

test('bytes that are no text make a gap of their section, and of nothing else', async () => {
  await cluster.sql(
    "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
  );
  await cluster.sql(
    `DO $$ BEGIN EXECUTE 'CREATE TABLE ' || convert_from('\\x61ff62'::bytea, 'SQL_ASCII') || ' (a int)'; END $$`,
    'ascii',
  );
  const database = of(await scan({ databases: ['ascii'] }), 'ascii');
  const gaps = Object.values(database?.sections ?? {}).flatMap((section) =>
    'gap' in section ? [section.gap] : [],
  );
  expect(gaps.map((gap) => [gap.input, gap.database, gap.grant])).toEqual([
    ['relations', 'ascii', null],
    ['columns', 'ascii', null],
  ]);
});

test('a lock that is held makes a gap, not a scan that waits', async () => {
  await cluster.sql('CREATE DATABASE busy');
  await cluster.sql('CREATE TABLE t (a int); CREATE POLICY p ON t USING (a > 0)', 'busy');
  const holder = await cluster.connect({ database: 'busy' });
  await holder.query('BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE');
  const begun = Date.now();
  const busy = of(await scan({ databases: ['busy'] }), 'busy');
  expect(Date.now() - begun).toBeLessThan(10_000);
  const policies = busy?.sections.policies;
  expect(policies && 'gap' in policies ? policies.gap.reason : policies).toContain('lock');
  await holder.query('ROLLBACK');
  expect(rows(of(await scan({ databases: ['busy'] }), 'busy'), 'policies')).toHaveLength(1);
});

test('a connection that ends half-way is a failure, never half an inventory', async () => {
  let killed: Promise<unknown> | null = null;
  const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'postern'";
  const killing = scan({
    onProgress: () => {
      killed ??= cluster.sql(end);
    },
  });
  expect(['unavailable', 'connection-lost']).toContain(await failure(killing));
  await killed;
  expect(await failure(scan({ databases: ['nowhere'] }))).toBe('database-missing');
  expect(await failure(scan({}, 'postgres', 'nowhere'))).toBe('database-missing');
  const controller = new AbortController();
  expect(await failure(scan({ signal: controller.signal, onProgress: () => controller.abort() }))).toBe(
    'cancelled',
  );
  expect(await failure(scan({ budgetMs: 1 }))).toBe('timeout');
});
