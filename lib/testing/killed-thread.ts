import type { MessagePort } from 'node:worker_threads';
import { getEnvironmentData, parentPort, workerData } from 'node:worker_threads';
import { openWriteSession } from '../engine/connect/write-session.ts';
import type { ApplySession } from '../engine/remediation/apply/apply-session.ts';
import type { ExecutionInput, FromExecution, ToExecution } from '../service/jobs/execution-message.ts';
import { type ExecutionPort, serveExecution } from '../service/jobs/execution-work.ts';
import { die, dieSoon } from './kill-points.ts';

// The thread of an execution as it is, in a process that dies at the point `killed-worker.ts` was told.

const point = getEnvironmentData('kill point');
const at = (here: string) => (here === point ? die() : Promise.resolve());
let opened = 0;

function dying(session: ApplySession): ApplySession {
  const isScript = (sql: string) => /^(GRANT|REVOKE|ALTER)/.test(sql);
  return {
    ...session,
    identity: session.identity,
    begin: async (limits) => {
      await session.begin(limits);
      await at('after-begin');
    },
    run: async (sql) => {
      if (isScript(sql)) await at('before-statement');
      const rows = await session.run(sql);
      if (isScript(sql)) await at('after-statement');
      return rows;
    },
    ask: async (condition) => {
      const holds = await session.ask(condition);
      await at('after-conditions');
      return holds;
    },
    xid: async () => {
      const xid = await session.xid();
      await at('after-xid');
      return xid;
    },
    commit: async () => {
      await at('before-commit');
      const committed = session.commit();
      if (point === 'commit-sent') await dieSoon(3);
      await committed;
      await at('after-commit');
    },
    outside: async (sql) => {
      const isStatus = sql.includes('pg_xact_status');
      if (isStatus) await at('recovery-asked');
      const answered = session.outside(sql);
      if (isScript(sql) && point === 'alter-sent') await dieSoon(3);
      const rows = await answered;
      if (isStatus) await at('recovery-answered');
      if (isScript(sql)) await at('after-alter');
      if (sql.includes('pg_reload_conf')) await at('after-reload');
      return rows;
    },
  };
}

/** The port to the worker, with what goes over it stopped at its points. */
function dyingPort(port: MessagePort): ExecutionPort {
  const recording = new Map<number, string>();
  return {
    postMessage: (message: FromExecution) => {
      if (message.kind === 'request' && message.request.ask !== 'line') {
        const outside = message.request.ask === 'outside' ? 'outside-' : '';
        if (point === `before-${outside}record`) return void die();
        recording.set(message.id, `after-${outside}record`);
        port.postMessage(message);
        if (point === 'record-sent') void dieSoon(6);
        return;
      }
      if (message.kind === 'applied' && point === 'before-outcome') return void die();
      port.postMessage(message);
      // The thread goes as soon as it has answered: the worker it answered to has to die by itself.
      if (message.kind === 'applied' && point === 'outcome-sent')
        new BroadcastChannel('kill').postMessage('answered');
    },
    on: (event, listener) => {
      port.on(event, (message: ToExecution) => {
        if (message.kind === 'reply' && recording.get(message.id) === point) return void die();
        listener(message);
      });
    },
    close: () => port.close(),
  };
}

if (parentPort === null) throw new Error('killed-thread runs as a worker thread');
const input: ExecutionInput = workerData;
await serveExecution(dyingPort(parentPort), input, async (target, signal) => {
  await at('before-connect');
  await at('recovery-before');
  const session = await openWriteSession(target, { signal });
  opened += 1;
  // Those beside it look whether somebody came in between, and make its transaction durable.
  if (opened > 1) return session;
  await at('after-connect');
  return dying(session);
});
