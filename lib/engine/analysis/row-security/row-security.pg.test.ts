import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { emptyPolicy, type Policy } from '../../policy/policy.ts';
import { type DatabaseFacts, factsOf } from '../facts.ts';
import { loadParser } from './parser.ts';
import type { RowCommand, RowEffect } from './policy-effect.ts';
import { type RowSecurityReport, rowSecurity } from './row-security.ts';

// Every leak is said beforehand, from the inventory alone, and then seen on the server.

const policy: Policy = {
  ...emptyPolicy,
  tenancy: { model: 'row', column: 'tenant', setting: 'app.tenant', except: ['app.countries'] },
};

const roles = `
CREATE ROLE app_owner NOLOGIN;
CREATE ROLE app LOGIN;
CREATE ROLE reports LOGIN BYPASSRLS;
CREATE ROLE deputy LOGIN; GRANT app_owner TO deputy;
CREATE ROLE cautious LOGIN NOINHERIT;
CREATE ROLE team NOLOGIN; GRANT team TO cautious;
CREATE ROLE member LOGIN; GRANT team TO member;
CREATE ROLE loader LOGIN`;

const guard = `tenant = nullif(current_setting('app.tenant', true), '')::int`;

/** One table per leak, each with a row of tenant 1 and one of tenant 2. */
function table(name: string, rest: string): string {
  return `CREATE TABLE app.${name} (tenant int NOT NULL, note text); INSERT INTO app.${name} VALUES (1, 'one'), (2, 'two');
ALTER TABLE app.${name} OWNER TO app_owner; GRANT SELECT, INSERT, UPDATE, DELETE ON app.${name} TO app, reports, cautious, member, loader;
ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY; ${rest}`;
}

/** The script; `as_caller`, `own`, `invoker` and `over_invoker` are the neighbours that are no way round. */
const schema = (major: number) => `
CREATE SCHEMA app; GRANT USAGE, CREATE ON SCHEMA app TO app_owner; GRANT USAGE ON SCHEMA app TO PUBLIC;
${table('guarded', `CREATE POLICY p ON app.guarded USING (${guard})`)};
${table('forced', `ALTER TABLE app.forced FORCE ROW LEVEL SECURITY; CREATE POLICY p ON app.forced USING (${guard})`)};
${table('bare', '')};
${table('no_using', 'CREATE POLICY p ON app.no_using FOR SELECT')};
${table('no_check', 'CREATE POLICY p ON app.no_check FOR INSERT')};
${table('always', 'CREATE POLICY p ON app.always USING (note IS NULL OR note IS NOT NULL)')};
${table('or_true', 'CREATE POLICY p ON app.or_true USING (tenant = 1 OR tenant = tenant)')};
${table('fails_open', `CREATE POLICY p ON app.fails_open USING (coalesce(current_setting('app.tenant', true), '') = '' OR ${guard})`)};
${table('restricted', 'CREATE POLICY p ON app.restricted USING (true); CREATE POLICY r ON app.restricted AS RESTRICTIVE USING (tenant = 1)')};
${table('only_restrictive', 'CREATE POLICY r ON app.only_restrictive AS RESTRICTIVE USING (true)')};
${table('empty_restrictive', 'CREATE POLICY p ON app.empty_restrictive USING (true); CREATE POLICY r ON app.empty_restrictive AS RESTRICTIVE FOR SELECT')};
${table('for_team', 'CREATE POLICY p ON app.for_team TO team USING (true)')};
${table('team_wall', 'CREATE POLICY p ON app.team_wall USING (true); CREATE POLICY r ON app.team_wall AS RESTRICTIVE TO team USING (tenant = 1)')};
${table('wide_check', 'CREATE POLICY p ON app.wide_check USING (tenant = 1) WITH CHECK (true)')};
${table('reused', 'CREATE POLICY p ON app.reused FOR UPDATE USING (tenant = 1); CREATE POLICY s ON app.reused FOR SELECT USING (true)')};
${table('emptied', `CREATE POLICY p ON app.emptied USING (${guard}); GRANT TRUNCATE ON app.emptied TO loader`)};
CREATE TABLE app.countries (tenant int, name text);
CREATE TABLE app.split (tenant int NOT NULL, note text) PARTITION BY LIST (tenant);
CREATE TABLE app.split_1 PARTITION OF app.split FOR VALUES IN (1);
CREATE TABLE app.split_2 PARTITION OF app.split FOR VALUES IN (2);
INSERT INTO app.split VALUES (1, 'one'), (2, 'two');
ALTER TABLE app.split OWNER TO app_owner; ALTER TABLE app.split_1 OWNER TO app_owner;
ALTER TABLE app.split ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON app.split USING (${guard});
GRANT SELECT ON app.split, app.split_2 TO app;
CREATE VIEW app.plain AS SELECT * FROM app.guarded; GRANT SELECT ON app.plain TO app;
CREATE VIEW app.outer_plain AS SELECT * FROM app.plain; GRANT SELECT ON app.outer_plain TO app; ALTER VIEW app.outer_plain OWNER TO loader;
CREATE VIEW app.own AS SELECT * FROM app.guarded; ALTER VIEW app.own OWNER TO loader; GRANT SELECT ON app.own TO app;
CREATE MATERIALIZED VIEW app.stored AS SELECT * FROM app.guarded; GRANT SELECT ON app.stored TO app;
CREATE VIEW app.over_stored AS SELECT * FROM app.stored; ALTER VIEW app.over_stored OWNER TO app; REVOKE SELECT ON app.over_stored FROM app; GRANT SELECT ON app.over_stored TO loader;
${
  major >= 15
    ? `CREATE VIEW app.invoker WITH (security_invoker = on) AS SELECT * FROM app.guarded; GRANT SELECT ON app.invoker TO app;
CREATE VIEW app.over_invoker AS SELECT * FROM app.invoker; GRANT SELECT ON app.over_invoker TO app;`
    : ''
}
CREATE FUNCTION app.all_notes() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT note FROM app.guarded';
CREATE FUNCTION app.count_notes() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$ DECLARE n bigint; BEGIN SELECT count(*) INTO n FROM app.plain; RETURN n; END $$;
CREATE FUNCTION app.built(q text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$ DECLARE n bigint; BEGIN EXECUTE 'SELECT count(*) FROM app.' || q INTO n; RETURN n; END $$;
CREATE FUNCTION app.as_caller() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM app.guarded';
REVOKE EXECUTE ON FUNCTION app.count_notes() FROM PUBLIC;
CREATE PUBLICATION everything FOR TABLE app.guarded;
`;

const majors = [14, 16, 18] as const;
const clusters = new Map<
  number,
  { cluster: TestCluster; database: DatabaseFacts; report: RowSecurityReport }
>();
beforeAll(async () => {
  await loadParser();
  for (const major of majors) {
    const cluster = await startCluster({ major });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(roles, 'shop');
    await cluster.sql(schema(major), 'shop');
    const facts = factsOf(await inventoryOf(cluster));
    const database = facts.databases.find(({ name }) => name === 'shop');
    if (!database) throw new Error('the scan did not see the database');
    clusters.set(major, { cluster, database, report: rowSecurity(database, policy) });
  }
});
afterAll(() => Promise.all([...clusters.values()].map(({ cluster }) => cluster.stop())));

function on(major: number) {
  const found = clusters.get(major);
  if (!found) throw new Error(`no server ${major}`);
  const count = async (user: string, from: string) => {
    const rows = await found.cluster.sql(`SELECT count(*)::int AS n FROM ${from}`, 'shop', user);
    return Number(rows[0]?.n);
  };
  const fails = (user: string, sql: string) =>
    found.cluster.sql(sql, 'shop', user).then(
      () => false,
      () => true,
    );
  const named = (name: string) => {
    const table = found.report.table('app', name);
    if (!table) throw new Error(`no table ${name}`);
    return table;
  };
  return { ...found, count, fails, named };
}

/** Rows of two that a role sees when no tenant is set. */
const seen: Readonly<Record<Exclude<RowEffect, 'unknown'>, number[]>> = {
  unprotected: [2],
  bypassed: [2],
  open: [2],
  filtered: [0, 1],
  'deny-all': [0],
};

const expectations: readonly (readonly [table: string, role: string, effect: RowEffect])[] = [
  ['guarded', 'app', 'filtered'],
  ['guarded', 'app_owner', 'bypassed'],
  ['guarded', 'deputy', 'bypassed'],
  ['guarded', 'reports', 'bypassed'],
  ['forced', 'deputy', 'filtered'],
  ['forced', 'reports', 'bypassed'],
  ['bare', 'app', 'deny-all'],
  ['no_using', 'app', 'deny-all'],
  ['no_check', 'app', 'deny-all'],
  ['always', 'app', 'open'],
  ['or_true', 'app', 'open'],
  ['restricted', 'app', 'filtered'],
  ['only_restrictive', 'app', 'deny-all'],
  ['empty_restrictive', 'app', 'open'],
  ['for_team', 'app', 'deny-all'],
  ['for_team', 'member', 'open'],
  ['for_team', 'cautious', 'deny-all'],
  ['team_wall', 'member', 'filtered'],
  ['team_wall', 'cautious', 'open'],
  ['countries', 'app', 'unprotected'],
];

test.each(majors)(
  'PostgreSQL %i: what a role sees of each table is what we say beforehand',
  async (major) => {
    const { count, named, cluster } = on(major);
    await cluster.sql(
      'GRANT SELECT ON app.countries TO app; INSERT INTO app.countries VALUES (1, NULL), (2, NULL)',
      'shop',
    );
    for (const [name, role, effect] of expectations) {
      expect([name, role, named(name).effectFor(role, 'SELECT')]).toEqual([name, role, effect]);
      if (effect === 'unknown' || role === 'app_owner') continue;
      expect(seen[effect], `${role} on ${name}`).toContain(await count(role, `app.${name}`));
    }
  },
);

test.each(majors)(
  'PostgreSQL %i: an INSERT policy without a check denies, UPDATE reuses USING, a wider check lets rows leave',
  async (major) => {
    const { named, fails } = on(major);
    const effect = (name: string, command: RowCommand, side?: 'check') =>
      named(name).effectFor('app', command, side);
    expect(effect('no_check', 'INSERT')).toBe('deny-all');
    expect(await fails('app', "INSERT INTO app.no_check VALUES (1, 'x')")).toBe(true);
    expect(effect('reused', 'UPDATE', 'check')).toBe('filtered');
    expect(named('reused').policies.map((one) => one.checkWiderThanUsing)).toEqual([false, false]);
    expect(await fails('app', 'UPDATE app.reused SET tenant = 2')).toBe(true);
    expect(named('wide_check').policies[0]?.checkWiderThanUsing).toBe(true);
    expect(effect('wide_check', 'INSERT')).toBe('open');
    expect(await fails('app', "INSERT INTO app.wide_check VALUES (2, 'planted')")).toBe(false);
  },
);

test.each(majors)('PostgreSQL %i: a predicate that opens without its setting', async (major) => {
  const { named, count } = on(major);
  expect(named('fails_open').policies[0]?.using).toMatchObject({
    whenSettingsAbsent: 'opens',
    whenSettingsEmpty: 'opens',
    constant: null,
  });
  expect(named('guarded').policies[0]?.using).toMatchObject({
    whenSettingsAbsent: 'hides',
    whenSettingsEmpty: 'hides',
    mentionsTenantColumn: true,
  });
  expect(await count('app', 'app.fails_open')).toBe(2);
  expect(await count('app', 'app.guarded')).toBe(0);
});

test.each(majors)(
  'PostgreSQL %i: every way round is named, with who can go it, and neighbours are not',
  async (major) => {
    const { report, named, count, cluster, fails } = on(major);
    const ways = report
      .bypasses(named('guarded'))
      .map(({ kind, object, roles: who, certain }) => [
        kind,
        object.name ?? object.role,
        who.includes('app'),
        certain,
      ]);
    const inOrder = (list: unknown[]) => list.map((way) => JSON.stringify(way)).sort();
    expect(inOrder(ways)).toEqual(
      inOrder([
        ['superuser', 'postgres', false, true],
        ['bypassrls', 'reports', false, true],
        ['owner', 'app_owner', false, true],
        ['view', 'outer_plain', true, true],
        ['view', 'over_stored', false, true],
        ['view', 'plain', true, true],
        ['materialized-view', 'stored', true, true],
        ['publication', 'everything', false, true],
        ['definer-routine', 'all_notes', true, true],
        ['definer-routine', 'count_notes', false, true],
      ]),
    );
    expect(report.undecidedRoutines().map(({ object }) => object.name)).toEqual(['built']);
    expect(report.bypasses(named('guarded')).find(({ kind }) => kind === 'owner')?.roles).toEqual([
      'app_owner',
      'deputy',
    ]);
    expect(await count('loader', 'app.over_stored')).toBe(2);
    for (const open of ['app.plain', 'app.stored', 'app.all_notes()'])
      expect([open, await count('app', open)]).toEqual([open, 2]);
    await cluster.sql('GRANT SELECT ON app.plain TO loader', 'shop');
    expect(await count('app', 'app.outer_plain')).toBe(2);
    const shut = ['app.own', ...(major >= 15 ? ['app.invoker', 'app.over_invoker'] : [])];
    for (const view of shut) expect([view, await count('app', view)]).toEqual([view, 0]);
    expect(await fails('app', 'SELECT app.count_notes()')).toBe(true);
    expect((await cluster.sql('SELECT app.as_caller()::int AS n', 'shop', 'app'))[0]?.n).toBe(0);
  },
);

test.each(majors)('PostgreSQL %i: a partition read directly, and TRUNCATE', async (major) => {
  const { report, named, count, fails } = on(major);
  const children = report.bypasses(named('split')).filter(({ kind }) => kind === 'child');
  expect(children.map(({ object, roles: who }) => [object.name, who])).toEqual([
    ['split_1', []],
    ['split_2', ['app']],
  ]);
  expect(await count('app', 'app.split')).toBe(0);
  expect(await count('app', 'app.split_2')).toBe(1);
  expect(await fails('app', 'SELECT * FROM app.split_1')).toBe(true);
  expect(report.bypasses(named('emptied')).find(({ kind }) => kind === 'truncate')?.roles).toEqual([
    'loader',
  ]);
  expect(report.bypasses(named('guarded')).some(({ kind }) => kind === 'truncate')).toBe(false);
  expect(await fails('loader', 'TRUNCATE app.emptied')).toBe(false);
  expect(await count('reports', 'app.emptied')).toBe(0);
});

test.each(majors)('PostgreSQL %i: tenancy says which tables need it', (major) => {
  const { named, database } = on(major);
  expect([named('guarded').required, named('countries').required]).toEqual([true, false]);
  expect(rowSecurity(database, emptyPolicy).table('app', 'guarded')?.required).toBeNull();
});
