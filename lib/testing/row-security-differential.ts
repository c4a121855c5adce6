import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { factsOf } from '../engine/analysis/facts.ts';
import { loadParser } from '../engine/analysis/row-security/parser.ts';
import {
  type RowCommand,
  type RowEffect,
  rowCommands,
} from '../engine/analysis/row-security/policy-effect.ts';
import { type RowSecurityReport, rowSecurity } from '../engine/analysis/row-security/row-security.ts';
import { emptyPolicy } from '../engine/policy/policy.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { inventoryOf } from './inventory-of.ts';
import { type Random, randomFrom } from './random.ts';

export interface RowSecurityDifferences {
  readonly compared: number;
  /** How often each effect was foretold, to show that every one was met. */
  readonly effects: ReadonlyMap<RowEffect, number>;
  readonly mismatches: readonly string[];
}

const users = ['app', 'member', 'cautious', 'deputy', 'reports', 'owner_of_it'];

const roleScript = `
CREATE ROLE owner_of_it; CREATE ROLE deputy; GRANT owner_of_it TO deputy; CREATE ROLE app; CREATE ROLE reports BYPASSRLS;
CREATE ROLE team; CREATE ROLE member; GRANT team TO member; CREATE ROLE cautious NOINHERIT; GRANT team TO cautious`;

const everyRow = [
  'true',
  'note IS NULL OR note IS NOT NULL',
  'tenant = tenant',
  'NOT false',
  'coalesce(true, tenant = 1)',
  'tenant < 5 OR tenant >= 5',
  '(SELECT true)',
  'note IS NOT DISTINCT FROM note',
];
const noRow = ['false', '1 = 2', 'tenant IS NULL', 'tenant = 1 AND NOT tenant = 1', 'NULL::boolean'];
const firstRow = ['tenant = 1', 'tenant = 1 AND (true OR note = 1)', '(tenant = 1) OR false'];

const expression = (random: Random) =>
  random.pick(random.pick([everyRow, everyRow, noRow, firstRow, firstRow]));

/** A random table of three rows (tenants 1 to 3) with random policies, all of whose filters leave tenant 1. */
function tableScript(random: Random, name: string): string {
  const policies = Array.from({ length: random.integer(5) }, (_, at) => {
    const command = random.pick(['ALL', 'ALL', ...rowCommands]);
    const clauses = [
      ...(command !== 'INSERT' && random.chance(0.85) ? [`USING (${expression(random)})`] : []),
      ...(command !== 'SELECT' && command !== 'DELETE' && random.chance(0.5)
        ? [`WITH CHECK (${expression(random)})`]
        : []),
    ];
    const kind = random.chance(0.7) ? 'PERMISSIVE' : 'RESTRICTIVE';
    const to = random.pick(['PUBLIC', 'PUBLIC', 'team', 'app', 'app, team', 'owner_of_it']);
    return `CREATE POLICY p${at} ON ${name} AS ${kind} FOR ${command} TO ${to} ${clauses.join(' ')};`;
  });
  return `CREATE TABLE ${name} (tenant int NOT NULL, note int); INSERT INTO ${name} VALUES (1, 1), (2, NULL), (3, 3);
GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO PUBLIC; ALTER TABLE ${name} OWNER TO owner_of_it;
${random.chance(0.9) ? `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;` : ''} ${random.chance(0.4) ? `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;` : ''} ${policies.join(' ')}`;
}

/** Rows a command touches under each effect; an INSERT of tenant 2 passes or not. */
function expected(effect: RowEffect, command: RowCommand): number | null {
  if (effect === 'unknown') return null;
  if (effect === 'deny-all') return 0;
  if (effect === 'filtered') return command === 'INSERT' ? 0 : 1;
  return command === 'INSERT' ? 1 : 3;
}

const statements: Readonly<Record<RowCommand, (table: string) => string>> = {
  SELECT: (table) => `SELECT FROM ${table}`,
  INSERT: (table) => `INSERT INTO ${table} VALUES (2, 2)`,
  UPDATE: (table) => `UPDATE ${table} SET note = 9`,
  DELETE: (table) => `DELETE FROM ${table}`,
};

async function compareTables(
  cluster: TestCluster,
  report: RowSecurityReport,
  names: readonly string[],
): Promise<RowSecurityDifferences> {
  const client = await cluster.connect();
  const mismatches: string[] = [];
  let compared = 0;
  const effects = new Map<RowEffect, number>();
  for (const name of names) {
    const table = report.table('public', name);
    if (!table) throw new Error(`the scan did not see ${name}`);
    for (const user of users) {
      for (const command of rowCommands) {
        // The new row of an UPDATE is held against another expression; where that refuses, nothing can be counted.
        if (
          command === 'UPDATE' &&
          !['open', 'unprotected', 'bypassed'].includes(table.effectFor(user, 'UPDATE', 'check'))
        )
          continue;
        const effect = table.effectFor(user, command);
        await client.query('BEGIN');
        await client.query(`SET LOCAL ROLE ${user}`);
        const touched = await client.query(statements[command](name)).then(
          (result) => result.rowCount ?? -1,
          (error: Error) => (error.message.includes('row-level security') ? 0 : -1),
        );
        await client.query('ROLLBACK');
        compared += 1;
        effects.set(effect, (effects.get(effect) ?? 0) + 1);
        if (touched !== expected(effect, command))
          mismatches.push(`${name} ${user} ${command}: ${touched} rows, we say ${effect}`);
      }
    }
  }
  return { compared, effects, mismatches };
}

/** Random policy sets, judged from the inventory and tried on the server: each role, each command. */
export async function compareRowSecurity(options: {
  readonly major: EmbeddedMajor;
  readonly seed: number;
  readonly tables: number;
}): Promise<RowSecurityDifferences> {
  await loadParser();
  const cluster = await startCluster({ major: options.major });
  try {
    const random = randomFrom(options.seed);
    const names = Array.from({ length: options.tables }, (_, at) => `t${at}`);
    await cluster.sql(`${roleScript}; GRANT CREATE ON SCHEMA public TO owner_of_it;`);
    const scripts = names.map((name) => tableScript(random, name));
    for (const script of scripts) await cluster.sql(script);
    const facts = factsOf(await inventoryOf(cluster));
    const database = facts.databases.find(({ name }) => name === 'postgres');
    if (!database) throw new Error('the scan did not see the database');
    const result = await compareTables(cluster, rowSecurity(database, emptyPolicy), names);
    return {
      ...result,
      mismatches: result.mismatches.map(
        (one) =>
          `PostgreSQL ${options.major}, seed ${options.seed}: ${one}\n${scripts[Number(/^t(\d+)/.exec(one)?.[1])] ?? ''}`,
      ),
    };
  } finally {
    await cluster.stop();
  }
}
