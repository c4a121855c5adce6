import { defineConfig } from 'prisma/config';
import { env } from './lib/env.ts';

// For `prisma generate` (bin/generate.mjs) and for whoever has Prisma's own migration engine at hand. Postern itself applies
// its migrations with the WebAssembly engine of the same version (lib/service/db/migrate.ts).
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: env().DATABASE_URL ?? '' },
});
