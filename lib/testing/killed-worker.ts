import { setEnvironmentData } from 'node:worker_threads';
import { parseEnvironment, replaceEnvironment } from '../env.ts';
import { openDatabase, replaceDatabase } from '../service/db/client.ts';
import { claimExecution } from '../service/db/executions.ts';
import { recoverExecutions } from '../service/jobs/recover-executions.ts';
import { runExecution } from '../service/jobs/run-execution.ts';
import { die, dieSoon } from './kill-points.ts';

// A worker process that takes one execution, or recovers what others left, by the worker's own functions, and dies at the point
// it is told: `killed-worker.ts DATABASE_URL HOME POINT`.

const [url = '', home = '', point = ''] = process.argv.slice(2);
replaceEnvironment(parseEnvironment({ DATABASE_URL: url, POSTERN_HOME: home, NODE_ENV: 'test' }));
replaceDatabase(openDatabase(url));
setEnvironmentData('kill point', point);
new BroadcastChannel('kill').onmessage = () => void dieSoon(40);
const threadFile = new URL('./killed-thread.ts', import.meta.url);

if (point.startsWith('recovery-')) {
  await recoverExecutions({ threadFile });
} else {
  if (point === 'before-claim') await die();
  const claim = await claimExecution();
  if (claim === null) throw new Error('there is nothing to execute');
  if (point === 'after-claim') await die();
  await runExecution(claim, new AbortController().signal, { threadFile });
}
// It never came to its point; or it did, and was just done.
if (point === 'outcome-sent') await die();
process.exit(3);
