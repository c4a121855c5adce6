// npm run db:migration -- NAME: writes prisma/migrations/<time>_NAME/migration.sql, the SQL between the datamodel of the
// last migration and prisma/schema.prisma. Each folder keeps the datamodel it leads to: the WebAssembly engine cannot
// describe a live PostgreSQL through the driver adapter, but compares two datamodels. Runs on a throw-away server.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { migrationsDirectory, schemaFile } from '../lib/service/db/migrate.ts';
import { pendingSql } from '../lib/service/db/pending-sql.ts';
import { startCluster } from '../lib/testing/cluster.ts';

const name = process.argv[2] ?? '';
if (!/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('usage: npm run db:migration -- NAME   (lower case, digits and underscores)\n');
  process.exit(2);
}
const cluster = await startCluster({ major: 18 });
const sql = await pendingSql(`postgres://postgres@127.0.0.1:${cluster.port}/postgres`).finally(() =>
  cluster.stop(),
);
if (sql === null) {
  process.stdout.write('nothing to migrate\n');
} else {
  const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
  mkdirSync(path.join(migrationsDirectory, folder), { recursive: true });
  writeFileSync(path.join(migrationsDirectory, folder, 'migration.sql'), sql);
  copyFileSync(schemaFile, path.join(migrationsDirectory, folder, 'schema.prisma'));
  writeFileSync(path.join(migrationsDirectory, 'migration_lock.toml'), 'provider = "postgresql"\n');
  process.stdout.write(`prisma/migrations/${folder}/migration.sql\n`);
}
