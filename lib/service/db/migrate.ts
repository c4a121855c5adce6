import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationList, SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { openSchemaEngine } from './schema-engine.ts';

const prisma = path.join(import.meta.dirname, '..', '..', '..', 'prisma');

export const schemaFile = path.join(prisma, 'schema.prisma');

/** The datamodel text. */
export function readSchema(): string {
  return readFileSync(schemaFile, 'utf8');
}

export const migrationsDirectory = path.join(prisma, 'migrations');

/** Nothing is managed outside the datamodel. */
export const everything: SchemaFilter = { externalTables: [], externalEnums: [] };

/** `prisma/migrations` as Prisma's engine takes it: folders in order of their names. */
export function readMigrations(): MigrationList {
  const lock = path.join(migrationsDirectory, 'migration_lock.toml');
  const folders = readdirSync(migrationsDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: migrationsDirectory,
    lockfile: { path: 'migration_lock.toml', content: existsSync(lock) ? readFileSync(lock, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: folders.map((folder) => ({
      path: folder,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok',
          value: readFileSync(path.join(migrationsDirectory, folder, 'migration.sql'), 'utf8'),
        },
      },
    })),
  };
}

/** Applies what is missing, in Prisma's own history format (`_prisma_migrations`), and names it. Nothing the second time. */
export async function applyMigrations(url: string): Promise<readonly string[]> {
  const engine = await openSchemaEngine({ url, schema: readSchema() });
  try {
    const applied = await engine.applyMigrations({ migrationsList: readMigrations(), filters: everything });
    return applied.appliedMigrationNames;
  } finally {
    engine.free();
  }
}
