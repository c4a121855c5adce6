import { afterAll, beforeAll } from 'vitest';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { factsOf } from '../engine/analysis/facts.ts';
import { loadParser } from '../engine/analysis/row-security/parser.ts';
import type { RowBypass } from '../engine/analysis/row-security/row-bypass.ts';
import { type RowSecurityReport, rowSecurity } from '../engine/analysis/row-security/row-security.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { inventoryOf } from './inventory-of.ts';

const policy: Policy = {
  ...emptyPolicy,
  tenancy: { model: 'row', column: 'tenant', setting: 'app.tenant' },
};

/** Name, roles that go it now, what it gives, whether it is certain. */
type Way = readonly [name: string | undefined, roles: string, gives: RowBypass['gives'], certain: boolean];

/** A server whose ways round were said before anybody went them, and how to go them. */
export interface WaysServer {
  readonly cluster: TestCluster;
  /** Judged with tenancy stated, and without. */
  readonly stated: RowSecurityReport;
  readonly unstated: RowSecurityReport;
  /** Ways of these kinds round a table of schema `app`, sorted. */
  ways(table: string, kinds: readonly RowBypass['kind'][], report?: RowSecurityReport): readonly Way[];
  /** SQLSTATE, or `ok`, of statements that are then rolled back; tenant 1 is set. */
  outcome(user: string, statement: string): Promise<string>;
  /** The text of an expression. */
  value(user: string, expression: string, database?: string): Promise<string>;
}

async function startWays(
  major: EmbeddedMajor,
  scripts: (cluster: TestCluster) => Readonly<Record<string, readonly string[]>>,
): Promise<WaysServer> {
  await loadParser();
  const cluster = await startCluster({ major, settings: { wal_level: 'logical' } });
  for (const [database, texts] of Object.entries(scripts(cluster))) {
    await cluster.sql(`CREATE DATABASE ${database}`);
    for (const text of texts) await cluster.sql(text, database);
  }
  const facts = factsOf(await inventoryOf(cluster));
  const database = facts.databases.find(({ name }) => name === 'shop');
  if (!database) throw new Error('the scan did not see the database');
  const stated = rowSecurity(database, policy);
  return {
    cluster,
    stated,
    unstated: rowSecurity(database, emptyPolicy),
    ways: (table, kinds, report = stated) => {
      const judged = report.table('app', table);
      if (!judged) throw new Error(`no table ${table}`);
      return report
        .bypasses(judged)
        .filter(({ kind }) => kinds.includes(kind))
        .map(
          ({ object, roles, gives, certain }): Way => [
            object.name ?? object.role,
            roles.join(),
            gives,
            certain,
          ],
        )
        .sort();
    },
    outcome: async (user, statement) => {
      const client = await cluster.connect({ user, database: 'shop' });
      try {
        await client.query('BEGIN; SET LOCAL app.tenant = 1');
        await client.query(statement);
        return 'ok';
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : String(error);
      } finally {
        await client.query('ROLLBACK');
        await client.end();
      }
    },
    value: async (user, expression, database = 'shop') => {
      const rows = await cluster.sql(`SELECT (${expression})::text AS n`, database, user);
      return String(rows[0]?.n);
    },
  };
}

/** Servers of these majors for one test file, each with `scripts` run in the databases they are listed under. */
export function waysServers(
  majors: readonly EmbeddedMajor[],
  scripts: (cluster: TestCluster) => Readonly<Record<string, readonly string[]>>,
): (major: EmbeddedMajor) => WaysServer {
  const servers = new Map<EmbeddedMajor, WaysServer>();
  beforeAll(async () => {
    for (const major of majors) servers.set(major, await startWays(major, scripts));
  });
  afterAll(() => Promise.all([...servers.values()].map(({ cluster }) => cluster.stop())));
  return (major) => {
    const found = servers.get(major);
    if (!found) throw new Error(`no server ${major}`);
    return found;
  };
}
