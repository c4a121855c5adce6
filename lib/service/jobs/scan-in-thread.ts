import { Worker } from 'node:worker_threads';
import type { ScanRecord } from './scan-record.ts';
import type { ThreadInput, ThreadMessage, ThreadProgress } from './thread-message.ts';

export type ThreadOutcome =
  | { readonly kind: 'done'; readonly record: ScanRecord }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'cancelled' };

/** Politely first, so that the session on the server is closed; then the thread goes, whatever it is doing. */
const patienceMs = 1000;

/** Enough for 50,000 relations; a server that sends more ends its own scan and nothing else. */
const memoryMb = 2048;

/** Runs one scan in a thread and reports on it. Ends within two seconds of `signal`. */
export async function scanInThread(
  input: ThreadInput,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: ThreadProgress) => void },
): Promise<ThreadOutcome> {
  const { signal, onProgress } = options;
  const thread = new Worker(new URL('./scan-thread.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    env: {},
  });
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    thread.postMessage('cancel');
    timer = setTimeout(() => void thread.terminate(), patienceMs);
  };
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise<ThreadOutcome>((resolve, reject) => {
      thread.on('message', (message: ThreadMessage) => {
        if (message.kind === 'progress') onProgress(message);
        else if (signal.aborted) resolve({ kind: 'cancelled' });
        else if (message.kind === 'broken') reject(new Error(message.stack));
        else resolve(message);
      });
      thread.on('error', (error: Error & { code?: string }) => {
        if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
        resolve({ kind: 'failed', code: 'limit', message: 'the server sent more than fits into memory' });
      });
      thread.on('exit', () => {
        if (signal.aborted) resolve({ kind: 'cancelled' });
        else reject(new Error('the scan ended without an answer'));
      });
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    await thread.terminate();
  }
}
