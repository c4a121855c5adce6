import { parentPort, workerData } from 'node:worker_threads';
import type { ExecutionInput } from './execution-message.ts';
import { serveExecution } from './execution-work.ts';

// A script on its way, in a thread of its own: whatever the server sends, the worker beside it keeps its lease and its record.

const port = parentPort;
if (port === null) throw new Error('execution-thread runs as a worker thread');
const input: ExecutionInput = workerData;
await serveExecution(port, input);
