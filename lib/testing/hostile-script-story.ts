import { parseSync } from 'libpg-query';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { loadScriptParser } from '../engine/remediation/check-script.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { comparable, linesOf } from './comparable-inventory.ts';
import { hostileCatalogSql, hostileChanges } from './hostile-catalog.ts';
import { inventoryOf } from './inventory-of.ts';
import { planOfChanges } from './plan-of-changes.ts';
import { runPsql } from './psql.ts';

/** The kinds of the statements in a text, as PostgreSQL's parser reads it. */
function kindsIn(text: string): readonly string[] {
  const { stmts = [] } = parseSync(text);
  return stmts.map(({ stmt }) => Object.keys(stmt ?? {})[0] ?? 'nothing');
}

const database = 'a"b\n\\! touch owned';

/** The script over objects under every name, run by psql: what its statements do one by one, nothing else, and back exactly, in `timeoutMs` each. */
export function hostileScriptStory(
  major: EmbeddedMajor,
  names: readonly string[],
  timeoutMs = 240_000,
): void {
  let cluster: TestCluster;
  let plan: Plan;
  const state = async () => linesOf(comparable(await inventoryOf(cluster, [database])));

  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({ major, settings: { max_locks_per_transaction: '256' } });
    await cluster.sql(`CREATE DATABASE "${database.replaceAll('"', '""')}"`);
    const made = hostileCatalogSql(names);
    await cluster.sql(made.cluster);
    await cluster.sql(made.database, database);
    const changes = names.flatMap((name) => hostileChanges(name, database));
    plan = planOfChanges(changes, await inventoryOf(cluster, [database]), {
      title: names.join(' '),
      database,
    });
  }, timeoutMs);
  afterAll(() => cluster.stop());

  test('holds the planned statements in one transaction, limits, conditions, and no other', () => {
    for (const [text, planned] of [
      [plan.upText, plan.up],
      [plan.downText, plan.down],
    ] as const) {
      const own = planned.flatMap(({ sql }) => kindsIn(sql));
      const kinds = kindsIn(text);
      expect(kinds.slice(0, 4)).toEqual(['TransactionStmt', ...Array(3).fill('VariableSetStmt')]);
      expect(kinds.slice(4, 4 + own.length)).toEqual(own);
      expect(kinds.slice(4 + own.length, -1).filter((kind) => kind !== 'SelectStmt')).toEqual([]);
      expect(kinds.at(-1)).toBe('TransactionStmt');
      expect(kinds.filter((kind) => kind === 'TransactionStmt')).toHaveLength(2);
    }
  });

  test(
    'does byte for byte what its statements do, runs nothing else, and goes back exactly',
    async () => {
      const before = await state();
      const psql = async (text: string) => {
        const outcome = await runPsql(cluster, text, { database });
        expect(outcome.errors).toBe('');
        expect(outcome.code).toBe(0);
        expect(outcome.left).toEqual([]);
      };
      await psql(plan.upText);
      const after = await state();
      expect(after).not.toEqual(before);
      await psql(plan.downText);
      expect(await state()).toEqual(before);

      // The oracle: each statement alone in its message, where no text can become another one.
      const client = await cluster.connect({ database });
      await client.query('BEGIN');
      for (const { sql } of plan.up) await client.query({ text: sql, values: [] });
      await client.query('COMMIT');
      expect(await state()).toEqual(after);
    },
    timeoutMs,
  );
}
