import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerAccount } from './server-account.ts';

export interface ServerFiles {
  /** Directory with `bin/initdb` and `bin/postgres`. */
  readonly binaries: string;
  readonly dataDirectory: string;
  readonly account: ServerAccount | null;
}

/** Nothing of ours reaches the server: no locale, no PG* variable, no secret. (Next's types demand NODE_ENV.) */
const bareEnvironment = { LC_ALL: 'C', PATH: '/usr/bin:/bin', NODE_ENV: 'production' } as const;

function identity(account: ServerAccount | null) {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Makes a data directory: UTF-8, C locale, superuser `postgres`. Throws with initdb's own last line. */
export function initializeDataDirectory(files: ServerFiles, options: { readonly sync: boolean }): void {
  const made = spawnSync(
    path.join(files.binaries, 'bin', 'initdb'),
    [
      '-D',
      files.dataDirectory,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      ...(options.sync ? [] : ['--no-sync']),
    ],
    { ...identity(files.account), encoding: 'utf8', cwd: '/', env: bareEnvironment },
  );
  if (made.error) throw made.error;
  if (made.status !== 0)
    throw new Error(`initdb: ${made.stderr.trim().split('\n').at(-1) ?? `exit ${made.status}`}`);
}

export interface RunningServer {
  readonly process: ChildProcess;
  /** Resolves with the exit code when the server ends, for whatever reason. */
  readonly ended: Promise<number | null>;
  /** Fast shutdown (SIGINT): sessions are disconnected, data is flushed. */
  stop(): Promise<void>;
}

/**
 * Starts `postgres` in its own process group, so that a Ctrl-C in the terminal reaches Postern alone, which then stops
 * its servers in order. Resolves once `postmaster.pid` says `ready`; rejects with the log's last lines if it ends before.
 */
export async function startServer(
  files: ServerFiles,
  options: {
    readonly settings: Readonly<Record<string, string>>;
    readonly logFile: string;
    readonly timeoutMs?: number;
  },
): Promise<RunningServer> {
  const log = openSync(options.logFile, 'a');
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(
    path.join(files.binaries, 'bin', 'postgres'),
    ['-D', files.dataDirectory, ...settings],
    {
      ...identity(files.account),
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: bareEnvironment,
    },
  );
  closeSync(log);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const pidFile = path.join(files.dataDirectory, 'postmaster.pid');
  const deadline = Date.now() + (options.timeoutMs ?? 60_000);
  for (;;) {
    if (over || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`PostgreSQL did not start: ${logTail(options.logFile)}`);
    }
    const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    process: child,
    ended,
    stop: async () => {
      if (!over) child.kill('SIGINT');
      await ended;
    },
  };
}

function logTail(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const telling = lines.filter((line) => /FATAL|PANIC|could not|HINT/.test(line));
  return (telling.length > 0 ? telling : lines).slice(-2).join(' ') || 'it left no message';
}
