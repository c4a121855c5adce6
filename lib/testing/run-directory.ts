import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLineOf, stopOrphan } from '../embedded/orphan.ts';

/** A file system in memory, on Linux. */
const inMemory = '/dev/shm';
const tmpfs = 0x01021994;

/** A test server takes some 60 MB; a container that leaves 64 MB for shared memory, as Docker does, keeps to the disk. */
const roomNeeded = 4 * 1024 ** 3;

/** Read at once: a child that outlives it has another parent. */
const mainProcess = process.ppid;

const prefix = 'postern-tests-';

/** Older ones than this whose process is gone were left by a run that was killed. */
const abandonedAfterMs = 3_600_000;

function hasRoom(directory: string): boolean {
  if (!existsSync(directory)) return false;
  const { type, bavail, bsize } = statfsSync(directory);
  return type === tmpfs && bavail * bsize >= roomNeeded && process.availableMemory() >= roomNeeded;
}

const directoryIn = (base: string, owner: number) => path.join(base, `${prefix}${owner}`);

/**
 * Where this test run keeps its servers and what they are copied from: in memory where there is plenty, because what takes most
 * of the time of a server that lives for seconds is writing it to the disk. For a test process, a child of the run's main one.
 */
export function runDirectory(): string {
  const directory = directoryIn(hasRoom(inMemory) ? inMemory : tmpdir(), mainProcess);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  return directory;
}

/** For a test runner's global teardown, which runs in the main process. */
export function removeRunDirectories(): void {
  for (const base of [inMemory, tmpdir()])
    rmSync(directoryIn(base, process.pid), { recursive: true, force: true });
}

/** What runs that were killed have left: their servers are ended, their files removed. */
export async function removeAbandoned(): Promise<void> {
  for (const base of [inMemory, tmpdir()].filter((one) => existsSync(one)))
    for (const name of readdirSync(base).filter((one) => one.startsWith(prefix))) {
      const directory = path.join(base, name);
      const stats = lstatSync(directory, { throwIfNoEntry: false });
      if (!stats?.isDirectory() || stats.uid !== process.getuid?.()) continue;
      const alive = commandLineOf(Number(name.slice(prefix.length))) !== null;
      if (alive || Date.now() - stats.mtimeMs < abandonedAfterMs) continue;
      for (const server of readdirSync(directory)) await stopOrphan(path.join(directory, server, 'data'));
      rmSync(directory, { recursive: true, force: true });
    }
}
