import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { loadScriptParser } from '../engine/remediation/check-script.ts';
import { handOff } from '../engine/remediation/handoff/hand-off.ts';
import { type HandOffRequest, handOffFormats } from '../engine/remediation/handoff/hand-off-file.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { comparable, linesOf } from './comparable-inventory.ts';
import { hostileCatalogSql, hostileChanges } from './hostile-catalog.ts';
import { inventoryOf } from './inventory-of.ts';
import { runHandOff } from './migration-tools.ts';
import { planOfChanges } from './plan-of-changes.ts';

const at = new Date('2026-11-21T14:05:09Z');
const never = { says: 'this never holds; it’s a test', sql: 'SELECT false' };

/**
 * Changes of every kind to objects under every name given, handed off in every format, run as the tool would run it: up does
 * what the planned statements do one by one, down goes back exactly, and a postcondition that fails leaves nothing behind.
 * `timeoutMs`: for each format, and for making the objects.
 */
export function handOffStory(major: EmbeddedMajor, names: readonly string[], timeoutMs = 240_000): void {
  let cluster: TestCluster;
  let plan: Plan;
  let request: HandOffRequest;
  const state = async () => linesOf(comparable(await inventoryOf(cluster, ['shop'])));

  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({ major, settings: { max_locks_per_transaction: '256' } });
    await cluster.sql('CREATE DATABASE shop');
    const made = hostileCatalogSql(names);
    await cluster.sql(made.cluster);
    await cluster.sql(made.database, 'shop');
    const changes = names.flatMap((name) => hostileChanges(name, 'shop'));
    plan = planOfChanges(changes, await inventoryOf(cluster, ['shop']));
    request = { plan, title: names.join('\n'), at };
  }, timeoutMs);
  afterAll(() => cluster.stop());

  test.each(handOffFormats)(
    '%s does what the statements do under every name, and goes back exactly',
    async (format) => {
      const where = { cluster, database: 'shop' };
      const files = handOff(format, request);
      for (const { path, text } of files) {
        expect(path).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._/-]*$/);
        expect(path).not.toContain('..');
        // Nothing a reviewer could not see, and nothing that normalising the file would change.
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(text.normalize('NFC')).toBe(text);
      }
      const before = await state();
      await runHandOff(format, files, 'up', where);
      const after = await state();
      await runHandOff(format, files, 'down', where);
      expect(await state()).toEqual(before);

      const client = await cluster.connect({ database: 'shop' });
      await client.query('BEGIN');
      for (const { sql } of plan.up) await client.query({ text: sql, values: [] });
      await client.query('COMMIT');
      expect(await state()).toEqual(after);
      await client.query('BEGIN');
      for (const { sql } of plan.down) await client.query({ text: sql, values: [] });
      await client.query('COMMIT');
      await client.end();
    },
    timeoutMs,
  );

  test.each(handOffFormats)('%s leaves nothing where a postcondition does not hold', async (format) => {
    const before = await state();
    const files = handOff(format, { ...request, plan: { ...plan, postconditions: [never] } });
    await expect(runHandOff(format, files, 'up', { cluster, database: 'shop' })).rejects.toThrow(
      'this never holds; it’s a test',
    );
    expect(await state()).toEqual(before);
  });
}
