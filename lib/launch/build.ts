import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment } from '../env.ts';
import { LaunchProblem } from './launch-problem.ts';

export const checkout = path.join(import.meta.dirname, '..', '..');

const sources = [
  'app/**/*',
  'components/**/*',
  'lib/**/*',
  'public/**/*',
  '*.ts',
  'package-lock.json',
  'prisma/schema.prisma',
];
const stampFile = path.join(checkout, '.next', 'postern-build');

/** SHA-256 over everything the build is made from, tests left out; hex. */
export function sourceDigest(): string {
  const digest = createHash('sha256').update(process.version);
  const files = globSync(sources, { cwd: checkout, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|^next-env\.d\.ts$/.test(entry.name))
    .filter((entry) => !/[\\/]lib[\\/](cli|demo|embedded|testing)([\\/]|$)/.test(entry.parentPath))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) digest.update(`\0${path.relative(checkout, file)}\0`).update(readFileSync(file));
  return digest.digest('hex');
}

export function buildIsCurrent(): boolean {
  if (!existsSync(stampFile) || !existsSync(path.join(checkout, '.next', 'BUILD_ID'))) return false;
  return readFileSync(stampFile, 'utf8').trim() === sourceDigest();
}

/** Runs `next build`. Throws `LaunchProblem` with the line that says why. */
export async function build(signal: AbortSignal): Promise<void> {
  try {
    accessSync(
      existsSync(path.join(checkout, '.next')) ? path.join(checkout, '.next') : checkout,
      constants.W_OK,
    );
  } catch {
    throw new LaunchProblem(
      `the build is out of date, and this user may not write to ${checkout}: run npm run build as its owner`,
    );
  }
  const digest = sourceDigest();
  const next = path.join(checkout, 'node_modules', 'next', 'dist', 'bin', 'next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: checkout,
    env: childEnvironment({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  signal.addEventListener('abort', stop, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code !== 0) {
    const lines = output.split('\n').map((line) => line.trim());
    const telling =
      lines.find((line) => /^⨯|\berror\b/i.test(line))?.replace(/^⨯ /, '') ??
      lines.findLast((line) => line !== '');
    const log = path.join(checkout, '.next', 'postern-build.log');
    writeFileSync(log, output);
    throw new LaunchProblem(`the build failed: ${telling ?? `exit ${code}`} (all of it: ${log})`);
  }
  writeFileSync(stampFile, `${digest}\n`);
}
