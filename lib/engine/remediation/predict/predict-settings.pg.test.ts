import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { canonicalRule } from '../../analysis/hba/canonical-rule.ts';
import { rulesFromInventory } from '../../analysis/hba/rules-from-inventory.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import { hbaFileTexts } from '../hba-file.ts';
import { renderChange } from '../render/render-change.ts';
import { predict } from './predict.ts';
import { differences } from './predict-fixture/check-prediction.ts';

const set = (parameter: string, value: string | null): Change => ({
  do: 'set-parameter',
  parameter,
  value,
  at: {},
});

/** Taken with a reload; with a restart; in another unit; a list; spelled otherwise; back to what nobody had changed. */
const changes: readonly Change[] = [
  set('log_connections', 'on'),
  set('statement_timeout', '5min'),
  set('log_min_duration_statement', '250ms'),
  set('work_mem', '8MB'),
  set('superuser_reserved_connections', '4'),
  set('password_encryption', 'scram-sha-256'),
  set('search_path', 'pg_catalog, "My Schema"'),
  set('row_security', 'false'),
  set('log_disconnections', null),
];

function predicted(wanted: readonly Change[], inventory: Inventory): Inventory {
  const after = predict(wanted, inventory);
  if ('unknown' in after) throw new Error(after.unknown);
  return after.inventory;
}

describe.each([14, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ major });
  });
  afterAll(() => cluster.stop());

  test('ALTER SYSTEM, taken with the restart', { timeout: 300_000 }, async () => {
    const before = await inventoryOf(cluster);
    const after = predicted(changes, before);
    for (const change of changes) for (const { sql } of renderChange(change, before)) await cluster.sql(sql);
    await cluster.restart();
    const collected = await inventoryOf(cluster);
    expect(differences(before, collected)).not.toEqual([]);
    expect(differences(after, collected)).toEqual([]);
    expect(predict([set('log_connections', null)], collected)).toEqual({
      unknown: 'what postgresql.conf says of log_connections underneath is not in the snapshot',
    });
    expect(predict([set('no_such_thing', 'on')], collected)).toEqual({
      unknown: 'this server has no parameter no_such_thing',
    });
  });

  test('pg_hba.conf with one rule changed and one gone', { timeout: 300_000 }, async () => {
    await cluster.setHba(
      'local all all trust\nhost all all 127.0.0.1/32 trust\nhost shop,postgres +team,app 10.0.0.0/8 md5\nhost all all ::1/128 trust\n',
    );
    const before = await inventoryOf(cluster);
    const { rules } = rulesFromInventory(factsOf(before));
    const [, , wide, six] = rules;
    if (!wide || !six) throw new Error('the rules were not read');
    const edit = (rule: typeof wide, after: string | null) => ({
      file: rule.file,
      line: rule.line,
      before: canonicalRule(rule),
      after,
    });
    const edits = [
      edit(wide, 'hostssl shop,postgres +team,app 10.1.0.0/16 scram-sha-256 clientcert=verify-full'),
      edit(six, null),
    ];
    const after = predicted([{ do: 'edit-hba', edits }], before);
    const texts = hbaFileTexts(before, edits);
    if ('refused' in texts) throw new Error(texts.refused);
    writeFileSync(path.join(cluster.dataDirectory, 'pg_hba.conf'), texts.up);
    await cluster.reload();
    const collected = await inventoryOf(cluster);
    const said = (inventory: Inventory) =>
      rulesFromInventory(factsOf(inventory)).rules.map((rule) => canonicalRule(rule));
    expect(said(after)).toEqual(said(collected));
    expect(said(after)).toHaveLength(3);
  });
});
