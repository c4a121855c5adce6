import type { TestCluster } from '../../../testing/cluster.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { databaseAccess } from '../effective-privileges.ts';
import { passwordTargets } from '../escalation-steps.ts';
import { factsOf } from '../facts.ts';
import type { OracleReport } from './compare-privileges.ts';

/** Really runs GRANT, SET ROLE and reads of large objects as each role, each rolled back, and compares. */
export async function compareExecuted(
  cluster: TestCluster,
  inventory: Inventory,
  report: OracleReport,
): Promise<void> {
  const shop = factsOf(inventory).databases.find((database) => database.name === 'shop');
  if (!shop) throw new Error('the database was not made');
  const access = databaseAccess(shop);
  const { graph } = access;
  const client = await cluster.connect({ database: 'shop' });
  const q = (name: string) => client.escapeIdentifier(name);
  const works = async (as: string, sql: string) => {
    await client.query(`BEGIN; SET SESSION AUTHORIZATION ${q(as)}`);
    const done = await client.query(sql).then(
      () => true,
      () => false,
    );
    await client.query('ROLLBACK');
    report.executed += 1;
    return done;
  };
  const check = async (as: string, sql: string, expected: boolean) => {
    if ((await works(as, sql)) !== expected) report.mismatches.push(`as ${as}: ${sql}: expected ${expected}`);
  };
  for (const role of graph.names) {
    if (graph.roles.get(role)?.superuser) continue;
    const [administers, settable] = [graph.administers(role), graph.settable(role, 'shop')];
    const settablePasswords = new Set(passwordTargets(graph, cluster.major, role));
    for (const other of graph.names) {
      // Changing one's own password needs no right at all, and is no way to another role.
      if (other !== role) {
        await check(role, `ALTER ROLE ${q(other)} LOGIN PASSWORD NULL`, settablePasswords.has(other));
      }
      await check(role, `GRANT ${q(other)} TO ${q(role)}`, administers.has(other));
      await check(role, `SET ROLE ${q(other)}`, settable.has(other));
    }
    for (const { name } of access.objects(['large-object'])) {
      const object = { kind: 'large-object', name } as const;
      // Calling the function at all needs its schema, which random grants may have closed.
      const calls = access.has(role, { kind: 'schema', name: 'pg_catalog' }, 'USAGE');
      const reads = calls && access.has(role, object, 'SELECT');
      await check(role, `SELECT pg_catalog.lo_get(${name})`, reads);
      // Opening for writing opens for reading too (`inv_open`).
      await check(
        role,
        `SELECT pg_catalog.lo_put(${name}, 0, '\\x00')`,
        reads && access.has(role, object, 'UPDATE'),
      );
    }
  }
  await client.end();
}
