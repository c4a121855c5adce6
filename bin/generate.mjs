// `prisma generate` without its download: it insists on a migration engine binary that it never runs, so any file will do.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const prisma = path.join(path.dirname(require.resolve('prisma/package.json')), 'build', 'index.js');
const done = spawnSync(process.execPath, [prisma, 'generate'], {
  cwd: path.join(import.meta.dirname, '..'),
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
if (done.status !== 0) process.stderr.write(`${done.stdout}${done.stderr}`);
process.exitCode = done.status ?? 1;
