import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { collect } from '../inventory/collect.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { eventTriggersDigest, stateFingerprint } from './state-fingerprint.ts';

const table = { kind: 'table', database: 'shop', schema: 'public', name: 't' } as const;
const touching: readonly (readonly [string, Change, string])[] = [
  [
    'a grant',
    { do: 'revoke', privileges: ['SELECT'], on: table, from: 'a', grantor: 'postgres' },
    'GRANT UPDATE ON t TO b',
  ],
  [
    'a column grant',
    { do: 'grant', privileges: ['SELECT'], on: table, to: 'a', grantor: 'postgres' },
    'GRANT UPDATE (x) ON t TO b',
  ],
  ['an owner', { do: 'alter-owner', on: table, to: 'a' }, 'ALTER TABLE t OWNER TO b'],
  ['a membership', { do: 'revoke-membership', role: 'a', member: 'b', grantor: null }, 'GRANT a TO c'],
  ['a role', { do: 'alter-role', role: 'a', attributes: { login: false } }, 'ALTER ROLE a CREATEDB'],
  [
    'a setting',
    { do: 'set-parameter', parameter: 'work_mem', value: '1MB', at: { role: 'a' } },
    "ALTER ROLE a SET work_mem = '2MB'",
  ],
  ['row security', { do: 'row-security', on: table, enable: true }, 'ALTER TABLE t FORCE ROW LEVEL SECURITY'],
  ['a policy', { do: 'drop-policy', on: table, policy: 'p' }, 'CREATE POLICY other ON t USING (x > 1)'],
  [
    'a default',
    {
      do: 'default-privileges',
      action: 'revoke',
      forRole: 'a',
      inSchema: null,
      objects: 'TABLES',
      privileges: ['SELECT'],
      grantee: 'b',
    },
    'ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA public GRANT SELECT ON TABLES TO b',
  ],
  [
    'a view',
    {
      do: 'set-view-option',
      on: { ...table, kind: 'view', name: 'v' },
      option: 'security_barrier',
      value: true,
    },
    'ALTER VIEW v SET (check_option = local)',
  ],
  [
    'a routine',
    { do: 'routine-security', on: { ...table, kind: 'function', name: 'f', signature: '' }, definer: false },
    'ALTER FUNCTION f() SECURITY DEFINER',
  ],
];

describe.each([14, 18] as const)('the fingerprint of a state on PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  const digestOf = (change: Change, inventory: Inventory) => {
    const digest = stateFingerprint([change], inventory, 'shop');
    if (!('digest' in digest)) throw new Error(digest.unknown);
    return digest.digest;
  };
  beforeAll(async () => {
    cluster = await startCluster({ major });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(
      `CREATE ROLE a; CREATE ROLE b; CREATE ROLE c; CREATE ROLE scan LOGIN; ALTER ROLE scan SET work_mem = '3MB';
       GRANT a TO b; CREATE TABLE t (x int); CREATE VIEW v AS SELECT x FROM t; GRANT SELECT ON t TO a;
       CREATE POLICY p ON t USING (x > 0);
       CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
       CREATE FUNCTION spy() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
       CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION spy()`,
      'shop',
    );
  });
  afterAll(() => cluster?.stop());

  test.each(touching)(
    'is the same for whoever reads it, and differs once %s was altered',
    async (_, change, sql) => {
      const before = await inventoryOf(cluster, ['shop']);
      const other = await collect(clusterTarget(cluster, 'scan', 'shop'), {
        now: new Date().toISOString(),
        databases: ['shop'],
      });
      expect(digestOf(change, other)).toBe(digestOf(change, before));
      await cluster.sql(sql, 'shop');
      expect(digestOf(change, await inventoryOf(cluster, ['shop']))).not.toBe(digestOf(change, before));
    },
  );

  test('is unknown where the reading role sees its own value instead of the server’s', async () => {
    const other = await collect(clusterTarget(cluster, 'scan', 'shop'), {
      now: new Date().toISOString(),
      databases: ['shop'],
    });
    const change: Change = { do: 'set-parameter', parameter: 'work_mem', value: '9MB', at: {} };
    expect(stateFingerprint([change], other, null)).toHaveProperty('unknown');
  });

  test('knows a changed function behind an event trigger, and one switched off', async () => {
    const digest = async () => eventTriggersDigest(await inventoryOf(cluster, ['shop']), 'shop');
    const first = await digest();
    expect(first).toHaveProperty('digest');
    await cluster.sql(
      "CREATE OR REPLACE FUNCTION spy() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END'",
      'shop',
    );
    const second = await digest();
    expect(second).not.toEqual(first);
    await cluster.sql('ALTER EVENT TRIGGER watch DISABLE', 'shop');
    const third = await digest();
    expect(third).not.toEqual(second);
    await cluster.sql('DROP EVENT TRIGGER watch', 'shop');
    expect(await digest()).toEqual(third);
  });
});
