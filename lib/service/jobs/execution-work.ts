import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { openWriteSession } from '../../engine/connect/write-session.ts';
import { type ApplyHooks, ExecutionLost } from '../../engine/remediation/apply/apply-hooks.ts';
import { type ApplyOptions, applyScript } from '../../engine/remediation/apply/apply-script.ts';
import type { ApplySession } from '../../engine/remediation/apply/apply-session.ts';
import { recoverExecution, recoverOutside } from '../../engine/remediation/apply/recover-execution.ts';
import type {
  ExecutionInput,
  ExecutionReply,
  ExecutionRequest,
  FromExecution,
  ToExecution,
} from './execution-message.ts';
import { targetOf } from './thread-connection.ts';

/**
 * How long a record may take, milliseconds: as long as the lease lasts. Meanwhile the server's locks are held; an answer that comes
 * later finds nobody, and nothing is committed.
 */
const recordMs = 15_000;

export type OpenSession = (target: ConnectionTarget, signal: AbortSignal) => Promise<ApplySession>;

/** The part of a thread's port that is used. */
export interface ExecutionPort {
  postMessage(message: FromExecution): void;
  on(event: 'message', listener: (message: ToExecution) => void): unknown;
  close(): void;
}

/**
 * Does one piece of work on a scanned server, in the thread behind `port`. The record is kept by the worker on the other side:
 * each request is answered before anything goes on. A stop is heard until COMMIT may be sent, and no more then.
 */
export async function serveExecution(
  port: ExecutionPort,
  input: ExecutionInput,
  open: OpenSession = (target, signal) => openWriteSession(target, { signal }),
): Promise<void> {
  const say = (message: FromExecution) => port.postMessage(message);
  const waiting = new Map<number, (reply: ExecutionReply) => void>();
  const stop = new AbortController();
  let past = false;
  let asked = 0;
  port.on('message', (message: ToExecution) => {
    if (message.kind === 'reply') waiting.get(message.id)?.(message.reply);
    else if (!past) stop.abort();
  });
  const request = async (what: ExecutionRequest) => {
    asked += 1;
    const id = asked;
    const reply = await new Promise<ExecutionReply>((resolve) => {
      const late = setTimeout(() => resolve('failed'), recordMs);
      waiting.set(id, (told) => {
        clearTimeout(late);
        resolve(told);
      });
      say({ kind: 'request', id, request: what });
    });
    waiting.delete(id);
    if (reply === 'lost') throw new ExecutionLost('another worker has it');
    if (reply === 'failed') throw new Error('it could not be recorded');
  };
  /** From here on it has to come to its end: whoever stops it now learns nothing sooner. */
  const pass = async (what: ExecutionRequest) => {
    if (stop.signal.aborted) throw new Error('it was stopped');
    past = true;
    await request(what);
  };
  const hooks: ApplyHooks = {
    onLine: (line) => request({ ask: 'line', line }),
    onCommit: (anchor, states) => pass({ ask: 'commit', anchor, states }),
    onOutside: (number, files) => pass({ ask: 'outside', number, files }),
  };
  const options = {
    now: new Date().toISOString(),
    signal: stop.signal,
    open: (target: ConnectionTarget) => open(target, stop.signal),
  };
  try {
    say(await done(input, targetOf(input.to), hooks, options));
  } catch (error) {
    say({ kind: 'broken', stack: String(error instanceof Error ? error.stack : error) });
  }
  port.close();
}

async function done(
  input: ExecutionInput,
  target: ConnectionTarget,
  hooks: ApplyHooks,
  options: ApplyOptions & { readonly signal: AbortSignal },
): Promise<FromExecution> {
  switch (input.work) {
    case 'apply':
      return { kind: 'applied', outcome: await applyScript(target, input.script, hooks, options) };
    case 'recover':
      return { kind: 'recovered', recovery: await recoverExecution(target, input.anchor, options) };
    case 'recover-outside':
      return {
        kind: 'recovered',
        recovery: await recoverOutside(target, input.script, input.files, options),
      };
    case 'rehearse': {
      // With it comes every control: nothing that applying has to wait for.
      const { rehearseInThread } = await import('./rehearse-in-thread.ts');
      return rehearseInThread(input, target, options.signal);
    }
  }
}
