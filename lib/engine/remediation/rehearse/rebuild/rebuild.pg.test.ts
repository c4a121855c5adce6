import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startThrowAway } from '../../../../embedded/throw-away-server.ts';
import { startCluster, type TestCluster } from '../../../../testing/cluster.ts';
import { clusterTarget } from '../../../../testing/cluster-target.ts';
import { hostileCatalogSql } from '../../../../testing/hostile-catalog.ts';
import { hostileNames } from '../../../../testing/hostile-names.ts';
import { inventoryOf } from '../../../../testing/inventory-of.ts';
import { newReport } from '../../../analysis/access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from '../../../analysis/access-oracle-fixture/make-cluster.ts';
import { collect } from '../../../inventory/collect.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { DatabaseSections } from '../../../inventory/section-name.ts';
import { loadScriptParser } from '../../check-script.ts';
import { type ComparedRow, comparableRow } from '../../comparable-row.ts';
import { clusterRows, databaseRows, majorOf } from '../../prior.ts';
import { identifier } from '../../quote.ts';
import { rebuild } from './rebuild.ts';

const now = () => new Date();

/** The snapshot, what the rebuilt server then says of itself without our own superuser, and what was said of the copy. */
async function rebuilt(inventory: Inventory) {
  const server = await startThrowAway(majorOf(inventory));
  if ('unavailable' in server) throw new Error(server.unavailable);
  try {
    const { target, notes } = await rebuild(server, { inventory, now }, new Set());
    const copy = await collect(target, { now: now().toISOString(), databases: 'all' });
    return { copy, notes, admin: target.user };
  } finally {
    await server.stop();
  }
}

/** Rows as they mean the same, without what a copy cannot have: numbers, sizes, comments. */
function meant(name: string, rows: readonly object[], major: number): readonly unknown[] {
  return rows.map((row) => {
    const plain = comparableRow(name, row as ComparedRow, major) as Record<string, unknown>;
    const { oid: _, comment: __, sequenceOf: ___, isPartition: ____, ...rest } = plain ?? {};
    if (rest.kind === 'partitioned-table') rest.kind = 'table';
    return name === 'large-objects' ? plain : rest;
  });
}

const cluster = (inventory: Inventory, admin: string) => ({
  roles: meant(
    'roles',
    clusterRows(inventory.cluster.roles).filter((row) => row.name !== admin),
    majorOf(inventory),
  ),
  memberships: inventory.cluster.memberships,
  databases: meant('databases', clusterRows(inventory.cluster.databases), majorOf(inventory)),
  settings: clusterRows(inventory.cluster['role-settings'])
    .filter((row) => row.role !== admin)
    .map((row) => JSON.stringify(row))
    .sort(),
  parameters: inventory.cluster['parameter-acls'],
});

const sections = [
  'schemas',
  'relations',
  'columns',
  'policies',
  'routines',
  'types',
  'languages',
  'foreign-data-wrappers',
  'large-objects',
  'default-acls',
] as const satisfies readonly (keyof DatabaseSections)[];

/** What no snapshot can be made again from, by section; it has to be counted. */
const lost: Readonly<Record<string, (row: ComparedRow & Record<string, unknown>) => boolean>> = {
  routines: (row) =>
    row.kind === 'aggregate' || row.kind === 'window' || ['c', 'internal'].includes(String(row.language)),
  types: (row) => ['base', 'range', 'multirange'].includes(String(row.kind)),
};

const ours = (row: { readonly schema?: unknown }) =>
  typeof row.schema === 'string' && row.schema !== 'information_schema' && !row.schema.startsWith('pg_');

function database(inventory: Inventory, name: string) {
  let left = 0;
  const kept = sections.map((section) => {
    const rows = databaseRows(inventory, name, section).filter((row) => {
      const gone = ours(row as object) && lost[section]?.({ ...row }) === true;
      // A multirange comes and goes with its range.
      if (gone && !('kind' in row && row.kind === 'multirange')) left += 1;
      return !gone;
    });
    return [section, meant(section, rows, majorOf(inventory))];
  });
  return { kept: Object.fromEntries(kept), left };
}

const counted = (notes: readonly string[], kind: string) =>
  Number(notes.join(' ').match(new RegExp(`(\\d+) ${kind} `))?.[1] ?? 0);

beforeAll(loadScriptParser);

describe.each([14, 16, 18] as const)('a snapshot rebuilt on PostgreSQL %i', (major) => {
  let source: TestCluster;
  beforeAll(async () => {
    source = await startCluster({ major });
  });
  afterAll(() => source.stop());

  test('a random cluster: roles, memberships and every list of what was carried are the same', async () => {
    await makeRandomCluster(source, 4711, newReport());
    const inventory = await inventoryOf(source);
    const { copy, notes, admin } = await rebuilt(inventory);
    expect(cluster(copy, admin)).toEqual(cluster(inventory, admin));
    let left = 0;
    for (const { name } of inventory.databases) {
      const there = database(inventory, name);
      left += there.left;
      expect(database(copy, name).kept).toEqual(there.kept);
    }
    expect(left).toBeGreaterThan(0);
    expect(counted(notes, 'routines') + counted(notes, 'base and range types')).toBe(left);
  }, 120_000);

  // What differs between majors the random cluster has.
  if (major !== 18) return;
  test('names of every hostile kind, under a first superuser and in a database of such names', async () => {
    const odd = '$$;\n\'"); -- \\! x';
    const { cluster: roles, database: objects } = hostileCatalogSql(hostileNames);
    const hostile = await startCluster({ major });
    try {
      await hostile.sql('CREATE ROLE other SUPERUSER LOGIN');
      await hostile.sql(`CREATE DATABASE ${identifier(odd)}`);
      await hostile.sql(`ALTER ROLE postgres RENAME TO ${identifier(odd)}`, 'template1', 'other');
      await hostile.sql(`${roles}; CREATE ROLE postgres LOGIN`, 'template1', 'other');
      await hostile.sql(objects, odd, 'other');
      const target = clusterTarget(hostile, 'other', odd);
      const read = await collect(target, { now: now().toISOString(), databases: [odd] });
      // What would keep everybody out, us too.
      const settings = [
        [null, 'session_preload_libraries', '"nothing there"'],
        [null, 'search_path', '"a,b", c'],
        [odd, 'statement_timeout', '1ms'],
        [odd, 'default_transaction_read_only', 'on'],
      ] as const;
      const rows = [
        ...clusterRows(read.cluster['role-settings']),
        ...settings.map(([name, parameter, value]) => ({ role: null, database: name, parameter, value })),
      ];
      const inventory = { ...read, cluster: { ...read.cluster, 'role-settings': { rows } } };
      const { copy, notes, admin } = await rebuilt(inventory);
      expect(inventory.server.bootstrapRole).toBe(odd);
      expect(cluster(copy, admin)).toEqual(cluster(inventory, admin));
      expect(database(copy, odd).kept).toEqual(database(inventory, odd).kept);
      // Views without a condition: no snapshot has their query.
      expect(notes).toEqual([
        expect.stringMatching(/^not carried to the throw-away server: \d+ queries of views \([^;]*\)$/),
      ]);
    } finally {
      await hostile.stop();
    }
  }, 120_000);
});

const empty = async () => {
  const source = await startCluster({ major: 18 });
  try {
    await source.sql('CREATE TABLE public.t (a int)', 'postgres');
    return await inventoryOf(source, ['postgres']);
  } finally {
    await source.stop();
  }
};

const withSections = (inventory: Inventory, changed: object): Inventory => ({
  ...inventory,
  databases: inventory.databases.map((one) => ({ ...one, sections: { ...one.sections, ...changed } })),
});

test('a snapshot that lies about types and expressions makes nothing else than what it names', async () => {
  const inventory = await empty();
  const [column] = databaseRows(inventory, 'postgres', 'columns').filter((row) => row.schema === 'public');
  const [relation] = databaseRows(inventory, 'postgres', 'relations').filter((row) => row.name === 't');
  if (!column || !relation) throw new Error('no table');
  const evil = [
    'int); CREATE ROLE evil SUPERUSER; --',
    'int DEFAULT pg_catalog.pg_reload_conf()::text::int',
    'int) INHERITS (public.t',
    'text, z int',
  ];
  const routine = {
    ...{ schema: 'public', owner: 'postgres', acl: null, kind: 'function', config: [], extension: null },
    ...{ securityDefiner: false, leakproof: false, language: 'sql', source: 'SELECT 1' },
  };
  const policy = {
    ...{ schema: 'public', relation: 't', permissive: true, command: 'ALL', roles: [null] },
    ...{ withCheck: null },
  };
  const lying = withSections(inventory, {
    columns: { rows: evil.map((type, at) => ({ ...column, name: `c${at}`, type })) },
    routines: {
      rows: [
        { ...routine, name: 'f', signature: '', returnType: "int LANGUAGE c AS 'x', 'y' --" },
        {
          ...routine,
          name: 'g',
          signature: 'int) RETURNS int LANGUAGE internal AS $$a$$ --',
          returnType: 'int',
        },
      ],
    },
    policies: { rows: [{ ...policy, name: 'p', using: 'true); CREATE ROLE evil SUPERUSER; --' }] },
  });
  const { copy, notes } = await rebuilt(lying);
  expect(clusterRows(copy.cluster.roles).map((row) => row.name)).not.toContain('evil');
  const columns = databaseRows(copy, 'postgres', 'columns').filter((row) => row.schema === 'public');
  expect(columns.map((row) => [row.name, row.type])).toEqual(evil.map((_, at) => [`c${at}`, 'text']));
  expect(databaseRows(copy, 'postgres', 'routines').filter((row) => row.schema === 'public')).toEqual([]);
  expect(counted(notes, 'routines')).toBe(2);
  expect(counted(notes, 'policies')).toBe(1);
  expect(notes.join()).toContain('4 types of columns (text instead)');
}, 60_000);

test('of a large database the schemas are made, of what was not read nothing, and both are said', async () => {
  const inventory = await empty();
  const rows = databaseRows(inventory, 'postgres', 'relations').filter((row) => row.name === 't');
  const many = Array.from({ length: 5_001 }, (_, at) => ({ ...rows[0], name: `t${at}` }));
  const large = await rebuilt(withSections(inventory, { relations: { rows: many } }));
  expect(databaseRows(large.copy, 'postgres', 'relations').filter((row) => row.schema === 'public')).toEqual(
    [],
  );
  expect(large.notes).toEqual([
    'of postgres only the schemas are on the throw-away server: it has 5001 objects, and more than 5000, or 10000 in all databases, are not made again',
  ]);
  const gap = { input: 'policies', database: 'postgres', reason: 'it was refused', grant: null };
  const unread = await rebuilt(withSections(inventory, { policies: { gap } }));
  expect(unread.notes).toEqual([
    'not carried to the throw-away server: policies of postgres, which were not read (it was refused)',
  ]);
}, 60_000);
