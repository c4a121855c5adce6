import { ConnectFailure } from '../../connect/connect-failure.ts';
import { QueryRefused } from '../../connect/query-refused.ts';
import { hideVerifiers } from '../hide-verifiers.ts';
import { type ApplyOutcome, ApplyRefused } from './apply-outcome.ts';
import type { ApplyRun } from './apply-run.ts';
import { checkBeside } from './check-beside.ts';
import { anchorOf, makeDurable } from './commit-anchor.ts';
import { lockSql } from './execution-lock.ts';
import { recorded } from './logged-step.ts';
import { outcomeOfTransaction } from './outcome-of-transaction.ts';
import { checkConditions, checkState } from './state-check.ts';

const defaultLimits = { lockMs: 2000, statementMs: 30_000 };

/** Everything up to COMMIT. What it throws means that nothing was committed: COMMIT was not sent. */
async function prepare(run: ApplyRun, ran: { any: boolean }) {
  const { session, script, hooks, step, options } = run;
  await step('transaction', 'BEGIN', () =>
    session.begin({
      lockMs: options.lockMs ?? defaultLimits.lockMs,
      statementMs: options.statementMs ?? defaultLimits.statementMs,
    }),
  );
  if ((await session.run(lockSql('xact')))[0]?.[0] !== true) throw new ApplyRefused('busy');
  // A commit that is answered must survive a crash, whatever the server's default is; a stronger default stays.
  await session.run(
    "SELECT pg_catalog.set_config('synchronous_commit', 'local', true) WHERE pg_catalog.current_setting('synchronous_commit') = 'off'",
  );
  const stateBefore = await step('check', 'The state is the one the script was approved for', () =>
    checkState(run, { state: script.stateBefore, otherwise: 'state-changed' }),
  );
  await checkConditions(run, script.preconditions, 'precondition-failed');
  for (const [index, { sql }] of script.statements.entries()) {
    ran.any = true;
    await step('statement', hideVerifiers(sql), () => session.run(sql)).catch((error: unknown) => {
      if (!(error instanceof QueryRefused)) throw error;
      throw new ApplyRefused('statement-refused', { sqlstate: error.sqlstate, statement: index + 1 });
    });
  }
  await session.run('SET LOCAL ROLE NONE');
  await step('check', 'Nobody else has changed it meanwhile', () => checkBeside(run));
  await checkConditions(run, script.postconditions, 'postcondition-failed');
  const stateAfter = await step('check', 'The state after it is the one that was to be', () =>
    checkState(run, { state: script.stateAfter, otherwise: 'state-unexpected' }),
  );
  const anchor = await step('transaction', 'The transaction is made known to the server’s log', async () => {
    const made = await anchorOf(session);
    await makeDurable(session, run.beside);
    return made;
  });
  await recorded(() => hooks.onCommit(anchor, { stateBefore, stateAfter }));
  return { anchor, stateBefore, stateAfter };
}

/** One transaction, at most once: checked before, proven inside, and known by its identifier before COMMIT is sent. */
export async function runInTransaction(run: ApplyRun): Promise<ApplyOutcome> {
  const { session, step } = run;
  const ran = { any: false };
  let ready: Awaited<ReturnType<typeof prepare>>;
  try {
    ready = await prepare(run, ran);
  } catch (error) {
    await session.rollback().catch(() => {});
    return preparedNot(error, ran.any);
  }
  try {
    await session.commit();
  } catch (error) {
    // Whatever it was, the server knows what became of it, and the session may still be there to ask.
    return await outcomeOfTransaction(session, ready, error instanceof QueryRefused ? error.sqlstate : null);
  }
  const outcome = await outcomeOfTransaction(session, ready, null);
  // It is committed: a line that cannot be written changes nothing of that.
  if (outcome.kind === 'done') await step('transaction', 'COMMIT', async () => {}).catch(() => {});
  return outcome;
}

function preparedNot(error: unknown, ran: boolean): ApplyOutcome {
  const kind = ran ? 'rolled-back' : 'refused';
  if (error instanceof ApplyRefused) return error.outcome(kind);
  if (error instanceof QueryRefused)
    return new ApplyRefused('statement-refused', { sqlstate: error.sqlstate }).outcome(kind);
  if (error instanceof ConnectFailure && error.code === 'cancelled')
    return new ApplyRefused('cancelled').outcome(kind);
  const about = error instanceof ConnectFailure ? { about: error.message, sqlstate: error.sqlstate } : {};
  return new ApplyRefused('connection-lost', about).outcome(kind);
}
