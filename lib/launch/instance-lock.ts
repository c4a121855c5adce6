import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLineOf } from '../embedded/orphan.ts';
import { LaunchProblem } from './launch-problem.ts';

/** Tells a process from a later one of the same number: when it began, in clock ticks since boot. Empty without /proc. */
function beginOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold anything; the start time is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function holder(file: string): { readonly pid: number; readonly alive: boolean } | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const [pid = 0, begin = ''] = text
    .trim()
    .split(' ')
    .map((part, at) => (at === 0 ? Number(part) : part));
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0) return { pid: 0, alive: false };
  return { pid: number, alive: commandLineOf(number) !== null && beginOf(number) === begin };
}

/** Whether a Postern has this home now. */
export function isRunning(home: string): boolean {
  return holder(path.join(home, 'postern.lock'))?.alive ?? false;
}

/**
 * One Postern per home: throws `LaunchProblem` naming the process that has it. A lock whose process is gone is taken over. The
 * answer gives it back.
 */
export function lockHome(home: string): () => void {
  const file = path.join(home, 'postern.lock');
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${beginOf(process.pid)}\n`, { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        // A link appears whole or not at all, and fails where there is one already.
        linkSync(own, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const other = holder(file);
      if (other?.alive) {
        throw new LaunchProblem(
          `Postern is already running on ${home} (process ${other.pid}). Stop it, or set POSTERN_HOME.`,
        );
      }
      rmSync(file, { force: true });
    }
    throw new LaunchProblem(`${file} cannot be locked`);
  } finally {
    rmSync(own, { force: true });
  }
}
