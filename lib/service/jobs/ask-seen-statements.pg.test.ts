import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../engine/connect/secret.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { loadScriptParser } from '../../engine/remediation/check-script.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { emptyPlan } from '../../testing/empty-plan.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { askSeenStatements, longestText, mostKept } from './ask-seen-statements.ts';

let cluster: TestCluster;
let inventory: Inventory;
const running = new AbortController().signal;

/** As a plan that takes SELECT on `s.t` from `from`. */
function revoking(from: string): Plan {
  const on = { kind: 'table', database: 'postgres', schema: 's', name: 't' } as const;
  return {
    ...emptyPlan,
    changes: [{ do: 'revoke', privileges: ['SELECT'], on, from, grantor: 'postgres' }],
    database: 'postgres',
  };
}
const ask = (user: string, from: string) =>
  askSeenStatements(clusterTarget(cluster, user), revoking(from), inventory, running);

beforeAll(async () => {
  await loadScriptParser();
  cluster = await startCluster({ major: 18, settings: { shared_preload_libraries: 'pg_stat_statements' } });
  await cluster.sql(`CREATE ROLE app LOGIN; CREATE ROLE quiet LOGIN; CREATE ROLE scan LOGIN; CREATE ROLE blind LOGIN;
    GRANT pg_read_all_stats TO scan; CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO app, quiet;
    CREATE TABLE s.t (id int, note text); GRANT SELECT ON s.t TO app, quiet; CREATE EXTENSION pg_stat_statements`);
  inventory = await inventoryOf(cluster);
  const client = await cluster.connect({ user: 'app' });
  await client.query("SELECT id FROM s.t WHERE note = 'secret 4711'");
  await client.query("SELECT id FROM s.t WHERE note = 'secret 4712'");
  // More statements than are kept, one of them longer than is kept; identifiers nobody should trust.
  for (let at = 0; at < mostKept + 5; at += 1)
    await client.query(`SELECT 1 AS "<b>\n"${', id'.repeat(at)} FROM s.t WHERE note = 'secret ${at}'`);
  const long = Array.from({ length: 400 }, () => 'id').join(', ');
  for (let at = 0; at < 3; at += 1) await client.query(`SELECT ${long} FROM s.t`);
  await client.end();
});
afterAll(() => cluster.stop());

test('as the scan role: what the losing role ran, normalised, the most called first, bounded', async () => {
  const { seen, total, unknown } = await ask('scan', 'app');
  expect(unknown).toEqual([]);
  expect(total).toBe(mostKept + 7);
  expect(seen).toHaveLength(mostKept);
  expect(seen[0]?.calls).toBe(3);
  expect(seen[0]?.query.length).toBeLessThan(longestText + 10);
  expect(seen[1]).toMatchObject({
    role: 'app',
    query: 'SELECT id FROM s.t WHERE note = $1',
    calls: 2,
    certain: true,
  });
  expect(JSON.stringify(seen)).not.toContain('secret');
});

test('a role that ran nothing was not seen; one that may not look, or cannot connect, does not know', async () => {
  expect(await ask('scan', 'quiet')).toEqual({ seen: [], total: 0, unknown: [], notes: [] });
  expect(await ask('blind', 'app')).toMatchObject({
    seen: [],
    unknown: ["postgres: only members of pg_read_all_stats see other roles' statements"],
  });
  const nobody = { ...clusterTarget(cluster, 'nobody'), password: new Secret('wrong') };
  const refused = await askSeenStatements(nobody, revoking('app'), inventory, running);
  expect(refused.unknown).toEqual([expect.stringMatching(/^postgres: the scan role could not ask/)]);
});
