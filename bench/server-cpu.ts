import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Linux counts in hundredths of a second, whatever the kernel's own tick. */
const tick = 0.01;

/**
 * Processor seconds of all sessions of a server that have ended (its postmaster's reaped children): measured before and
 * after a session, the difference is that session's. NaN where there is no /proc.
 */
export function endedSessionsCpu(dataDirectory: string): number {
  try {
    const pid = readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    // After the command in brackets, which may hold spaces: fields 16 and 17 of proc(5), cutime and cstime.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[13]) + Number(fields[14])) * tick;
  } catch {
    return Number.NaN;
  }
}
