import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { leakRoles, leakSchema } from '../../../testing/row-security-leaks.ts';
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
    await cluster.sql(leakRoles, 'shop');
    await cluster.sql(leakSchema(major), 'shop');
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
  ['lacking', 'app', 'unprotected'],
  ['widened', 'app', 'open'],
  ['widened', 'member', 'filtered'],
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
  'PostgreSQL %i: a predicate without the tenant, and one that believes what the session says',
  async (major) => {
    const { named, cluster, count } = on(major);
    expect(named('lacking')).toMatchObject({ required: true, enabled: false });
    expect(named('not_by_tenant').policies[0]?.using).toMatchObject({
      mentionsTenantColumn: false,
      constant: null,
    });
    expect(await count('app', 'app.not_by_tenant')).toBe(2);
    expect(named('guarded').policies[0]?.using?.settings).toEqual([
      { name: 'app.tenant', missingOk: true, guardedAgainstEmpty: true },
    ]);
    const as = (tenant: number) =>
      cluster.sql(`SET app.tenant = ${tenant}; SELECT note FROM app.guarded`, 'shop', 'app');
    expect([await as(1), await as(2)]).toEqual([[{ note: 'one' }], [{ note: 'two' }]]);
  },
);

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
