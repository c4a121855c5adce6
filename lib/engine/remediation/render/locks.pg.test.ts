import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedObjectsSql, changesOfEveryKind } from '../../../testing/changes-of-every-kind.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { renderChange } from './render-change.ts';

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
    await cluster.sql(changedObjectsSql, 'shop');
  });
  afterAll(() => cluster?.stop());

  test('each statement takes the lock it says, and no other on what is the customer’s', async () => {
    const inventory = await inventoryOf(cluster, ['shop']);
    for (const change of changesOfEveryKind) {
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
