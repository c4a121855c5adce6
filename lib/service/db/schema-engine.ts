import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

let started = false;

/** Prisma's own engine, as WebAssembly: the binary one would have to be downloaded. */
function startEngine(): void {
  if (started) return;
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    './schema_engine_bg.js': { ...glue },
  });
  glue.__wbg_set_wasm(instance.exports);
  const begin = instance.exports.__wbindgen_start;
  if (typeof begin !== 'function') throw new Error('the schema engine has no start function');
  begin();
  started = true;
}

/**
 * The adapter cuts scripts at every `;`, also inside a function's body, and runs the pieces one by one. A script sent whole is read
 * by PostgreSQL itself and is one transaction: a migration happens or does not.
 */
class WholeScripts extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const connection = await super.connect();
    connection.executeScript = async (script) => {
      await connection.underlyingDriver().query(script);
    };
    return connection;
  }
}

/** Prisma's migration engine on one database. The caller frees it. */
export async function openSchemaEngine(options: {
  readonly url: string;
  readonly schema: string;
}): Promise<glue.SchemaEngine> {
  startEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts({ connectionString: options.url }));
  return glue.SchemaEngine.new({ datamodels: [['schema.prisma', options.schema]] }, () => {}, adapter);
}
