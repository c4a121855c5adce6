import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { everything, migrationsDirectory, readMigrations, readSchema } from './migrate.ts';
import { openSchemaEngine } from './schema-engine.ts';

/**
 * The SQL between the datamodel the last migration leads to and today's; null when they say the same.
 * `url`: any PostgreSQL; the engine connects to it before it compares, and changes nothing there.
 */
export async function pendingSql(url: string): Promise<string | null> {
  const schema = readSchema();
  const last = existsSync(migrationsDirectory)
    ? readMigrations().migrationDirectories.at(-1)?.path
    : undefined;
  const engine = await openSchemaEngine({ url, schema });
  try {
    const difference = await engine.diff({
      from:
        last === undefined
          ? { tag: 'empty' }
          : {
              tag: 'schemaDatamodel',
              files: [
                {
                  path: 'schema.prisma',
                  content: readFileSync(path.join(migrationsDirectory, last, 'schema.prisma'), 'utf8'),
                },
              ],
            },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: true,
      filters: everything,
    });
    return difference.exitCode === 0 ? null : (difference.stdout ?? '');
  } finally {
    engine.free();
  }
}
