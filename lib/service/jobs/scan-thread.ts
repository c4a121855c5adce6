import { parentPort, workerData } from 'node:worker_threads';
import { ConnectFailure } from '../../engine/connect/connect-failure.ts';
import { judgeSnapshot } from './judge-snapshot.ts';
import { openScan } from './open-scan.ts';
import type { ThreadInput, ThreadMessage, ThreadProgress } from './thread-message.ts';

// The engine at work, in a thread of its own: however long a control thinks or however much a server sends, the worker
// beside it keeps its lease, hears a cancel, and can end this.

const port = parentPort;
if (port === null) throw new Error('scan-thread runs as a worker thread');
const say = (message: ThreadMessage) => port.postMessage(message);
const input: ThreadInput = workerData;
const cancel = new AbortController();
port.on('message', () => cancel.abort());

try {
  const onProgress = (progress: ThreadProgress) => say({ kind: 'progress', ...progress });
  const record =
    input.work === 'judge'
      ? await judgeSnapshot(input, onProgress)
      : await openScan(input, { signal: cancel.signal, onProgress });
  say({ kind: 'done', record });
} catch (error) {
  if (error instanceof ConnectFailure) {
    say({ kind: 'failed', code: error.code, message: error.message });
  } else {
    say({
      kind: 'broken',
      name: error instanceof Error ? error.name : 'error',
      stack: String(error instanceof Error ? error.stack : error),
    });
  }
}
port.close();
