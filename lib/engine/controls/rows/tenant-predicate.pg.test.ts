import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { tenantPredicate } from './tenant-predicate.ts';

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

test('a tenant sees its rows; a setting that is absent or left empty by SET LOCAL sees none', async () => {
  cluster = await startCluster({ major: 18 });
  const predicate = tenantPredicate('ten"ant', 'uuid', "app.it's");
  await cluster.sql(`CREATE ROLE app LOGIN; CREATE TABLE t ("ten""ant" uuid); GRANT SELECT ON t TO app;
    INSERT INTO t VALUES ('00000000-0000-4000-8000-000000000001'), ('00000000-0000-4000-8000-000000000002');
    ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (${tenantPredicate('ten"ant', 'uuid', 'app.tenant')})`);
  const client = await cluster.connect({ user: 'app' });
  const count = async () => (await client.query('SELECT count(*)::int AS n FROM t')).rows[0].n;
  expect(await count()).toBe(0);
  await client.query(`BEGIN; SET LOCAL app.tenant = '00000000-0000-4000-8000-000000000001'`);
  expect(await count()).toBe(1);
  await client.query('COMMIT');
  expect((await client.query("SELECT current_setting('app.tenant', true) AS left")).rows[0].left).toBe('');
  expect(await count()).toBe(0);
  // Quotes in names stay inside their quotes.
  expect(predicate).toBe(`"ten""ant" = NULLIF(pg_catalog.current_setting('app.it''s', true), '')::uuid`);
});
