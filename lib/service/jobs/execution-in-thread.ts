import { Worker } from 'node:worker_threads';
import type {
  ExecutionInput,
  ExecutionReply,
  ExecutionRequest,
  FromExecution,
  ToExecution,
} from './execution-message.ts';

/** A catalog of 50,000 relations in the state that is read, and room to spare. */
const memoryMb = 1024;

export type ExecutionAnswer = Exclude<FromExecution, { kind: 'request' } | { kind: 'broken' }>;

export interface RunOptions {
  /** The thread's own file; tests have one whose process dies at a point. */
  readonly threadFile?: URL;
}

export interface ExecutionThread extends RunOptions {
  /** Milliseconds after which the thread goes, whatever it is doing. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  readonly answer: (request: ExecutionRequest) => Promise<ExecutionReply>;
}

/**
 * Runs one piece of work in a thread without any variable of the environment. Throws when the thread ends without an answer: what it
 * did on the server is then not known here.
 */
export async function executionInThread(
  input: ExecutionInput,
  { budgetMs, threadFile, signal, answer }: ExecutionThread,
): Promise<ExecutionAnswer> {
  const thread = new Worker(threadFile ?? new URL('./execution-thread.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    env: {},
  });
  const send = (message: ToExecution) => thread.postMessage(message);
  const stop = () => send({ kind: 'stop' });
  const timer = setTimeout(() => void thread.terminate(), budgetMs);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<ExecutionAnswer>((resolve, reject) => {
      thread.on('message', (message: FromExecution) => {
        if (message.kind === 'broken') reject(new Error(message.stack));
        else if (message.kind === 'request')
          void answer(message.request)
            .catch((): ExecutionReply => 'failed')
            .then((reply) => send({ kind: 'reply', id: message.id, reply }));
        else resolve(message);
      });
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error('the thread of an execution ended without an answer')));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
}
