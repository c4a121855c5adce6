import { startChild } from './child.ts';

/** What its own heap may hold beside the scan's thread, which has a limit of its own: 180,000 findings while they are stored take 0.6 GB. */
const memoryMb = 2048;
const restarts = 5;
const windowMs = 60_000;

/**
 * Runs the worker, and runs it again when it dies: a scan must not be able to end scanning. `ended` resolves when it died too
 * often within a minute.
 */
export function keepWorker(
  variables: Readonly<Record<string, string>>,
  say: (line: string) => void,
): { readonly ended: Promise<void>; stop(): Promise<void> } {
  let stopped = false;
  let current = startChild('worker.ts', variables, memoryMb);
  const deaths: number[] = [];
  const ended = new Promise<void>((resolve) => {
    const watch = async () => {
      for (;;) {
        await current.ended;
        if (stopped) return;
        deaths.push(Date.now());
        if (deaths.filter((at) => Date.now() - at < windowMs).length > restarts) return resolve();
        say('The worker ended unexpectedly; starting it again.');
        await new Promise((again) => setTimeout(again, 1000));
        if (stopped) return;
        current = startChild('worker.ts', variables, memoryMb);
      }
    };
    void watch();
  });
  return {
    ended,
    stop: async () => {
      stopped = true;
      await current.stop();
    },
  };
}
