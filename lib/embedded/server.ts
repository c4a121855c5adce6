import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { stopOrphan } from './orphan.ts';
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

/**
 * Makes a data directory: UTF-8, C locale, superuser `postgres`. With a password everybody has to give it (SCRAM), without one
 * everybody is trusted. Throws with initdb's own telling line.
 */
export function initializeDataDirectory(
  files: ServerFiles,
  options: { readonly sync: boolean; readonly password?: string; readonly checksums?: boolean },
): void {
  const passwordFile = options.password === undefined ? null : `${files.dataDirectory}.password`;
  if (passwordFile !== null) {
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (files.account) chownSync(passwordFile, files.account.uid, files.account.gid);
  }
  try {
    const access =
      passwordFile === null ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const made = spawnSync(
      path.join(files.binaries, 'bin', 'initdb'),
      [
        '-D',
        files.dataDirectory,
        '-U',
        'postgres',
        ...access,
        '-E',
        'UTF8',
        '--locale=C',
        ...(options.checksums ? ['--data-checksums'] : []),
        ...(options.sync ? [] : ['--no-sync']),
      ],
      { ...identity(files.account), encoding: 'utf8', cwd: '/', env: bareEnvironment },
    );
    if (made.error) throw made.error;
    if (made.status !== 0) throw new Error(`initdb: ${telling(made.stderr) || `exit ${made.status}`}`);
  } finally {
    if (passwordFile !== null) rmSync(passwordFile, { force: true });
  }
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
  await stopOrphan(files.dataDirectory);
  const log = openSync(options.logFile, 'a');
  const before = fstatSync(log).size;
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
      throw new Error(`PostgreSQL did not start: ${logTail(options.logFile, before)}`);
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

/** What this start has added to the log; earlier starts are no news. */
function logTail(file: string, from: number): string {
  return telling(readFileSync(file).subarray(from).toString('utf8')) || 'it left no message';
}

/** The last lines that say what is wrong, without their time stamps; else the last line of all. */
function telling(output: string): string {
  // What follows from a full disk is long, and beside the point.
  if (/No space left on device/.test(output)) return 'no space left on the device';
  const lines = output.trim().split('\n');
  const found = lines.filter((line) => /FATAL|PANIC|error:|could not|HINT/.test(line));
  const [last] = lines.slice(-1);
  const chosen = found.length > 0 ? found.slice(-2) : [last ?? ''];
  return chosen.map((line) => line.replace(/^\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\] /, '').trim()).join(' ');
}
