import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestCluster } from './cluster.ts';

export interface PsqlOutcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  /** Files that appeared in psql's working directory: a name that became a shell command leaves one. */
  readonly left: readonly string[];
}

let found: boolean | null = null;

/** Whether this machine has psql (no npm package carries it). */
function hasPsql(): boolean {
  found ??= spawnSync('psql', ['--version']).status === 0;
  return found;
}

function run(args: readonly string[], cwd: string): Promise<Omit<PsqlOutcome, 'left'>> {
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      HOME: cwd,
      LC_ALL: 'C.UTF-8',
      PGCLIENTENCODING: 'UTF8',
      // DROP POLICY IF EXISTS says so where there is none.
      PGOPTIONS: '-c client_min_messages=warning',
    };
    const child = spawn('psql', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, errors }));
  });
}

/**
 * Runs a script as a DBA does: `psql -X -f`, stopping at the first error, in an empty directory of its own. On a machine without
 * psql the server alone reads it, as one message.
 */
export async function runPsql(
  cluster: TestCluster,
  text: string,
  { database = 'postgres', user = 'postgres' }: { database?: string; user?: string } = {},
): Promise<PsqlOutcome> {
  if (!hasPsql()) {
    return cluster.sql(text, database, user).then(
      () => ({ code: 0, output: '', errors: '', left: [] }),
      (error: unknown) => ({ code: 3, output: '', errors: String(error), left: [] }),
    );
  }
  const directory = mkdtempSync(path.join(tmpdir(), 'postern-psql-'));
  const script = path.join(directory, 'script.sql');
  writeFileSync(script, text);
  try {
    const outcome = await run(
      [
        '-X',
        '-q',
        '-v',
        'ON_ERROR_STOP=1',
        '-h',
        cluster.socketDirectory,
        '-p',
        String(cluster.port),
        '-U',
        user,
      ].concat(['-d', `postgresql:///${encodeURIComponent(database)}`, '-f', script]),
      directory,
    );
    const left = readdirSync(directory).filter((name) => name !== 'script.sql');
    return { ...outcome, left };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
