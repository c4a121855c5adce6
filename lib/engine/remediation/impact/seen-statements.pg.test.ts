import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { accessDifference, type LocatedLine } from '../../analysis/access-difference.ts';
import { openSession } from '../../connect/session.ts';
import { loadScriptParser } from '../check-script.ts';
import { predict } from '../predict/predict.ts';
import { readSeenStatements, type SeenStatements } from './seen-statements.ts';

describe.each([14, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let loses: readonly LocatedLine[];
  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({ major, settings: { shared_preload_libraries: 'pg_stat_statements' } });
    await cluster.sql(`CREATE ROLE app LOGIN; CREATE ROLE other LOGIN; CREATE ROLE scan LOGIN; CREATE SCHEMA s;
      GRANT USAGE ON SCHEMA s TO app, other; CREATE TABLE s.t (id int, note text); GRANT SELECT, INSERT ON s.t TO app, other;
      CREATE TABLE s.elsewhere (id int); GRANT SELECT ON s.elsewhere TO app; CREATE SCHEMA "odd "" stats";
      CREATE EXTENSION pg_stat_statements SCHEMA "odd "" stats"; GRANT USAGE ON SCHEMA "odd "" stats" TO scan`);
    const inventory = await inventoryOf(cluster);
    const on = { kind: 'table', database: 'postgres', schema: 's', name: 't' } as const;
    const after = predict(
      [{ do: 'revoke', privileges: ['SELECT'], on, from: 'app', grantor: 'postgres' }],
      inventory,
      'postgres',
    );
    if ('unknown' in after) throw new Error(after.unknown);
    loses = accessDifference(inventory, after.inventory, 'postgres').loses;
    for (const role of ['app', 'other']) {
      const client = await cluster.connect({ user: role });
      await client.query("SELECT id FROM s.t WHERE note = 'secret 4711'");
      await client.query("SELECT id FROM s.t WHERE note = 'secret 4712'");
      await client.query("INSERT INTO s.t VALUES (1, 'secret 4711')");
      if (role === 'app') {
        await client.query('SELECT id FROM s.elsewhere');
        await client.query('SET search_path = s');
        await client.query('SELECT note FROM t');
      }
      await client.end();
    }
  });
  afterAll(() => cluster.stop());

  async function seenBy(user: string): Promise<SeenStatements> {
    const session = await openSession(clusterTarget(cluster, user));
    try {
      return await session.readOnly((read) => readSeenStatements(read, 'postgres', loses));
    } finally {
      await session.close();
    }
  }

  test('what the losing role ran on the lost table, without any value', async () => {
    const found = await seenBy('postgres');
    if (!('seen' in found)) throw new Error(found.unknown);
    const shown = found.seen.map(({ role, query, calls, needs, certain }) => ({
      role,
      query,
      calls,
      needs,
      certain,
    }));
    expect(shown).toEqual([
      {
        role: 'app',
        query: 'SELECT id FROM s.t WHERE note = $1',
        calls: 2,
        needs: ['SELECT on s.t'],
        certain: true,
      },
      { role: 'app', query: 'SELECT note FROM t', calls: 1, needs: ['SELECT on s.t'], certain: false },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  test('who may not see others’ statements does not take them for none', async () => {
    expect(await seenBy('scan')).toEqual({
      unknown: "only members of pg_read_all_stats see other roles' statements",
    });
  });

  test('without the extension it is unknown, and a trap of its name is not called', async () => {
    await cluster.sql(`DROP EXTENSION pg_stat_statements;
      CREATE FUNCTION public.pg_stat_statements(bool, OUT userid oid, OUT dbid oid, OUT query text, OUT calls int8) RETURNS SETOF record
      LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$`);
    expect(await seenBy('postgres')).toEqual({
      unknown: 'the extension pg_stat_statements is not installed in this database',
    });
  });
});
