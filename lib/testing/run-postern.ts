import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

const root = path.join(import.meta.dirname, '..', '..');
const launcher = path.join(root, 'bin', 'postern');
/** A person has this in a home, which takes half of what a command needs to start. */
const compileCache = path.join(root, 'node_modules', '.cache', 'postern-tests');

/** Runs the real launcher as a person would, in an environment that holds nothing but what is given and a cache. */
export function runPostern(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly launcher?: string;
    readonly input?: string;
  } = {},
): Promise<Finished> {
  const started = performance.now();
  const child = spawn(options.launcher ?? launcher, args, {
    cwd: options.cwd ?? '/',
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      HOME: '/nonexistent',
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: compileCache,
      ...options.env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, stdout, stderr, milliseconds: performance.now() - started }),
    );
  });
}
