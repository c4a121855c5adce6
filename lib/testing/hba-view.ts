import type { Client } from 'pg';
import { fixtureFacts, role } from '../engine/analysis/access-fixture.ts';
import type { HbaRules } from '../engine/analysis/hba/hba-rule.ts';
import { rulesFromInventory } from '../engine/analysis/hba/rules-from-inventory.ts';
import type { TestCluster } from './cluster.ts';

/** The rules as the inventory has them, read from the server's own view. */
export async function rulesFromView(cluster: TestCluster, admin: Client): Promise<HbaRules> {
  const file = cluster.major >= 16 ? 'file_name' : 'NULL::text';
  const { rows } = await admin.query(
    `SELECT ${file} AS file, line_number AS line, type, coalesce(database, '{}') AS databases, coalesce(user_name, '{}') AS users,
      address, netmask, auth_method AS method, coalesce(options, '{}') AS options, error FROM pg_hba_file_rules`,
  );
  const names = async (sql: string) => (await admin.query(sql)).rows.map((row) => String(row.name));
  const facts = fixtureFacts({
    versionNum: cluster.major * 10_000,
    cluster: {
      'hba-rules': rows,
      roles: (await names('SELECT rolname AS name FROM pg_roles')).map((name) => role(name)),
      databases: (await names('SELECT datname AS name FROM pg_database')).map((name) => ({
        name,
        owner: 'postgres',
        encoding: 'UTF8',
        allowConnections: true,
        template: false,
        connectionLimit: -1,
        acl: null,
      })),
    },
  });
  return rulesFromInventory(facts);
}
