import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { childEnvironment } from '../env.ts';

export interface Child {
  /** The first message it sends, which says it is ready. Rejects when it ends before. */
  readonly ready: Promise<unknown>;
  /** Its exit code, when it ends for whatever reason. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, and kills it when it does not within `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
}

/**
 * Starts one of our own processes. It has a process group of its own, so that a Ctrl-C in the terminal reaches the launcher alone,
 * which then stops everything in order; and a channel to the launcher, whose end tells it to go even when the launcher was killed.
 */
export function startChild(
  script: string,
  variables: Readonly<Record<string, string>>,
  memoryMb?: number,
): Child {
  const limit = memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`];
  const child: ChildProcess = spawn(process.execPath, [...limit, path.join(import.meta.dirname, script)], {
    env: childEnvironment(variables),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  const ready = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    void ended.then((code) => reject(new Error(`${path.basename(script)} ended with ${code}`)));
  });
  ready.catch(() => {});
  return {
    ready,
    ended,
    stop: async (patienceMs = 8000) => {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
