import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedMajors } from '../../embedded/binaries.ts';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { accessLines } from './access-lines.ts';
import { accessLinesText } from './access-lines-text.ts';
import { checkSeed, collectShop } from './access-oracle-fixture/check-seed.ts';
import { newReport } from './access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from './access-oracle-fixture/make-cluster.ts';
import { databaseAccess } from './effective-privileges.ts';
import { factsOf } from './facts.ts';

// The whole run is access.oracle.test.ts (`npm run test:oracle`); this is the share that every change is tested with.

describe.each(embeddedMajors)('PostgreSQL %i', (major) => {
  test.each([1, 2])('random cluster %i: every privilege as the server says', async (seed) => {
    const report = await checkSeed(major, seed);
    expect(report.mismatches).toEqual([]);
    expect(report.accepted).toBeGreaterThan(100);
    expect(report.privileges).toBeGreaterThan(100_000);
    expect(report.executed).toBeGreaterThan(200);
  });
});

describe('access lines of a whole cluster', () => {
  let cluster: TestCluster;
  let inventory: Inventory;
  beforeAll(async () => {
    cluster = await startCluster({ major: 18 });
    await makeRandomCluster(cluster, 7, newReport());
    inventory = await collectShop(cluster);
  });
  afterAll(() => cluster.stop());

  test('the inherited lines on tables are exactly what has_table_privilege answers', async () => {
    const [shop] = factsOf(inventory).databases;
    if (!shop) throw new Error('the database was not made');
    const kinds = ['table', 'view', 'materialized-view', 'foreign-table', 'partitioned-table'] as const;
    const lines = [...accessLines(databaseAccess(shop), kinds)].filter((line) => line.how === 'inherited');
    const ours = lines.map((line) =>
      [line.role, line.schema, line.name, line.privilege, line.grantable].join('\0'),
    );
    const rows = await cluster.sql(
      `SELECT r.rolname AS role, n.nspname AS schema, c.relname AS name, p.privilege,
         has_table_privilege(r.oid, c.oid, p.privilege || ' WITH GRANT OPTION') AS grantable
       FROM pg_roles r, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
         unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN}'::text[]) AS p(privilege)
       WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND has_table_privilege(r.oid, c.oid, p.privilege)`,
      'shop',
    );
    const theirs = rows.map((row) =>
      [row.role, row.schema, row.name, row.privilege, row.grantable].join('\0'),
    );
    expect(ours.length).toBeGreaterThan(1000);
    expect(ours.sort()).toEqual(theirs.sort());
  });

  test('the text says the same as the lines, each a JSON object of its own, whatever the names', () => {
    const [shop] = factsOf(inventory).databases;
    if (!shop) throw new Error('the database was not made');
    const access = databaseAccess(shop);
    const text = [...accessLinesText(access)].join('').split('\n');
    expect(text.pop()).toBe('');
    let at = 0;
    for (const line of accessLines(access)) {
      if (text[at] !== JSON.stringify(line)) expect(text[at]).toBe(JSON.stringify(line));
      at += 1;
    }
    expect(text).toHaveLength(at);
    expect(at).toBeGreaterThan(50_000);
  });
});
