import type { TestCluster } from '../../../testing/cluster.ts';
import { choices } from './choices.ts';
import type { OracleReport } from './compare-privileges.ts';
import { randomObjectStatements } from './random-grants.ts';
import { type RandomStatement, randomRoleStatements, randomRoles } from './random-roles.ts';

/** Runs each statement by itself; a generator this random is refused often, and that too is part of the test. */
async function run(
  cluster: TestCluster,
  statements: readonly RandomStatement[],
  report: OracleReport,
): Promise<void> {
  for (const database of ['postgres', 'shop'] as const) {
    const own = statements.filter((statement) => statement.database === database);
    if (own.length === 0) continue;
    const client = await cluster.connect({ database });
    for (const { as, sql } of own) {
      if (as !== null)
        await client.query(`SET SESSION AUTHORIZATION ${client.escapeIdentifier(as)}`).catch(() => {});
      await client.query(sql).then(
        () => (report.accepted += 1),
        () => (report.refused += 1),
      );
      await client.query('RESET SESSION AUTHORIZATION');
    }
    await client.end();
  }
}

/** Makes the cluster of a seed on an empty server. */
export async function makeRandomCluster(
  cluster: TestCluster,
  seed: number,
  report: OracleReport,
): Promise<void> {
  const choose = choices(seed);
  const roles = randomRoles(choose);
  await run(cluster, randomRoleStatements(choose, cluster.major, roles), report);
  await run(cluster, randomObjectStatements(choose, cluster.major, roles), report);
}
