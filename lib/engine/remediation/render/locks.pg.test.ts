import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import type { Change } from '../../model/change.ts';
import { renderChange } from './render-change.ts';

const on = (kind: 'table' | 'view' | 'sequence' | 'materialized-view', name: string) =>
  ({ kind, database: 'shop', schema: 's', name }) as const;
const routine = { kind: 'function', database: 'shop', schema: 's', name: 'f', signature: 'integer' } as const;
const schema = { kind: 'schema', database: 'shop', name: 's' } as const;
const table = on('table', 't');

const changes: readonly Change[] = [
  { do: 'revoke', privileges: ['SELECT'], on: table, from: 'b', grantor: 'a' },
  {
    do: 'revoke',
    privileges: ['SELECT'],
    on: { ...table, kind: 'column', column: 'y' },
    from: 'b',
    grantor: 'postgres',
  },
  { do: 'grant', privileges: ['USAGE'], on: on('sequence', 'q'), to: 'b', grantor: 'postgres' },
  { do: 'grant', privileges: ['USAGE'], on: schema, to: 'b', grantor: 'postgres' },
  { do: 'revoke', privileges: ['EXECUTE'], on: routine, from: null, grantor: 'postgres' },
  { do: 'revoke-membership', role: 'a', member: 'b', grantor: 'postgres' },
  { do: 'alter-role', role: 'b', attributes: { createDatabase: true } },
  {
    do: 'set-password',
    role: 'b',
    verifier:
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  },
  { do: 'set-parameter', parameter: 'work_mem', value: '1MB', at: { role: 'a', database: 'shop' } },
  { do: 'set-parameter', parameter: 'work_mem', value: '1MB', at: { database: 'shop' } },
  {
    do: 'create-policy',
    on: table,
    policy: 'p',
    permissive: true,
    command: 'ALL',
    roles: [null],
    using: 'y = 1',
    withCheck: null,
  },
  { do: 'drop-policy', on: table, policy: 'old' },
  { do: 'row-security', on: table, enable: true, force: true },
  { do: 'set-view-option', on: on('view', 'v'), option: 'security_barrier', value: true },
  { do: 'routine-search-path', on: routine, schemas: ['pg_catalog'] },
  { do: 'routine-security', on: routine, definer: true },
  { do: 'routine-leakproof', on: routine, leakproof: true },
  { do: 'alter-owner', on: table, to: 'a' },
  { do: 'alter-owner', on: on('view', 'v'), to: 'a' },
  { do: 'alter-owner', on: on('materialized-view', 'm'), to: 'a' },
  { do: 'alter-owner', on: on('sequence', 'q'), to: 'a' },
  { do: 'alter-owner', on: routine, to: 'a' },
  { do: 'alter-owner', on: schema, to: 'a' },
  { do: 'alter-owner', on: { kind: 'type', database: 'shop', schema: 's', name: 'e' }, to: 'a' },
  { do: 'alter-owner', on: { kind: 'database', name: 'shop' }, to: 'a' },
  {
    do: 'default-privileges',
    action: 'grant',
    forRole: 'a',
    inSchema: null,
    objects: 'TABLES',
    privileges: ['SELECT'],
    grantee: 'b',
  },
];

const weakest = [
  'AccessShareLock',
  'ShareUpdateExclusiveLock',
  'ShareRowExclusiveLock',
  'AccessExclusiveLock',
];

/** Locks this transaction holds on the customer's relations, and those stronger than a look on other objects. */
async function held(client: pg.Client): Promise<readonly { object: string; mode: string }[]> {
  const { rows } = await client.query<{ object: string; mode: string }>(
    `SELECT l.mode, CASE WHEN l.locktype = 'relation' THEN n.nspname || '.' || c.relname
       WHEN l.classid = 'pg_proc'::regclass THEN (SELECT 's.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')' FROM pg_proc p WHERE p.oid = l.objid)
       WHEN l.classid = 'pg_authid'::regclass THEN 'role ' || pg_get_userbyid(l.objid)
       ELSE l.classid::regclass::text END AS object
     FROM pg_locks l LEFT JOIN pg_class c ON c.oid = l.relation LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE l.pid = pg_backend_pid() AND (l.locktype = 'relation' AND l.relation >= 16384
       OR l.locktype = 'object' AND l.mode <> 'AccessShareLock' AND l.classid <> 'pg_policy'::regclass)`,
  );
  return rows;
}

describe.each([14, 16, 18] as const)('locks on PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ major });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(
      `CREATE ROLE a; CREATE ROLE b; GRANT a TO b; CREATE SCHEMA s; GRANT USAGE, CREATE ON SCHEMA s TO a;
       CREATE TABLE s.t (x int, y int); CREATE VIEW s.v AS SELECT x FROM s.t; CREATE SEQUENCE s.q;
       CREATE MATERIALIZED VIEW s.m AS SELECT 1 AS x; CREATE TYPE s.e AS ENUM ('x');
       CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE POLICY old ON s.t USING (true);
       GRANT SELECT (y) ON s.t TO b; GRANT SELECT ON s.t TO a WITH GRANT OPTION;
       SET ROLE a; GRANT SELECT ON s.t TO b`,
      'shop',
    );
  });
  afterAll(() => cluster?.stop());

  test('each statement takes the lock it says, and no other on what is the customer’s', async () => {
    const inventory = await inventoryOf(cluster, ['shop']);
    for (const change of changes) {
      const client = await cluster.connect({ database: 'shop' });
      await client.query('BEGIN');
      let before: readonly { object: string; mode: string }[] = [];
      for (const statement of renderChange(change, inventory)) {
        await client.query(statement.sql);
        const now = await held(client);
        const taken = now.filter(
          (one) => !before.some((old) => old.object === one.object && old.mode === one.mode),
        );
        const strongest =
          [...taken].sort((a, b) => weakest.indexOf(b.mode) - weakest.indexOf(a.mode))[0] ?? null;
        // What the transaction has already, a later statement need not take again.
        const again = statement.lock !== null && before.some((one) => one.object === statement.lock?.object);
        if (taken.length > 0 || !again)
          expect({ sql: statement.sql, lock: strongest }).toEqual({
            sql: statement.sql,
            // DROP POLICY IF EXISTS of one that is not there takes none.
            lock: /^DROP POLICY IF EXISTS "p"/.test(statement.sql) ? null : statement.lock,
          });
        before = now;
      }
      await client.query('ROLLBACK');
      await client.end();
    }
  });
});
