import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { applyMigrations } from './migrate.ts';
import { pendingSql } from './pending-sql.ts';

let service: ServiceDatabase;
beforeAll(async () => {
  service = await startServiceDatabase();
});
afterAll(() => service.stop());

test('migrations apply once, and are recorded in the format of prisma migrate', async () => {
  expect(await applyMigrations(service.url)).toEqual([]);
  const rows = await service.sql(
    'SELECT migration_name, finished_at IS NOT NULL AS done, rolled_back_at FROM _prisma_migrations',
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatchObject({ done: true, rolled_back_at: null });
});

test('the migrations lead to the datamodel as it stands', async () => {
  expect(await pendingSql(service.url)).toBeNull();
});

test('a target has at most one scan that waits or runs', async () => {
  await service.sql(
    `INSERT INTO "Target" ("id", "name", "host", "port", "database", "user", "sslMode") VALUES ('t', 't', 'h', 1, 'd', 'u', 'prefer')`,
  );
  await service.sql(
    `INSERT INTO "Scan" ("id", "targetId", "state") VALUES ('a', 't', 'done'), ('b', 't', 'queued')`,
  );
  await expect(
    service.sql(`INSERT INTO "Scan" ("id", "targetId", "state") VALUES ('c', 't', 'running')`),
  ).rejects.toMatchObject({
    code: '23505',
  });
});
