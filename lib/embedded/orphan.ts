import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** The command line of a process, or null when there is none (any more). */
export function commandLineOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // No /proc (macOS), or no such process: ask ps, which is there where /proc is not.
  }
  if (process.platform === 'linux') return null;
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function postmasterPid(dataDirectory: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in between.
  }
}

/**
 * Ends the server that a killed Postern left behind on a data directory, as it would have been ended: fast shutdown, and an
 * immediate one when that takes longer than `patienceMs`. A `postmaster.pid` whose process is gone, or is something else by
 * now, is removed: PostgreSQL would refuse to start because of it.
 */
export async function stopOrphan(dataDirectory: string, patienceMs = 20_000): Promise<void> {
  const pid = postmasterPid(dataDirectory);
  if (pid === null) return;
  const isOurs = () => commandLineOf(pid)?.includes(dataDirectory) ?? false;
  const begun = Date.now();
  if (isOurs()) signal(pid, 'SIGINT');
  while (isOurs()) {
    if (Date.now() - begun > patienceMs) signal(pid, 'SIGQUIT');
    if (Date.now() - begun > 2 * patienceMs)
      throw new Error(`the server that runs on ${dataDirectory} (process ${pid}) does not stop`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (postmasterPid(dataDirectory) === pid)
    rmSync(path.join(dataDirectory, 'postmaster.pid'), { force: true });
}
