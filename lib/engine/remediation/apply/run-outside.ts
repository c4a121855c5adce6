import { setTimeout as pause } from 'node:timers/promises';
import { QueryRefused } from '../../connect/query-refused.ts';
import { hideVerifiers } from '../hide-verifiers.ts';
import { literal } from '../quote.ts';
import { type ApplyOutcome, ApplyRefused } from './apply-outcome.ts';
import { refusalOf } from './apply-refusal.ts';
import type { ApplyRun } from './apply-run.ts';
import { lockSql } from './execution-lock.ts';
import { recorded } from './logged-step.ts';
import { type FoundState, lookAtState } from './look-at-state.ts';
import { settingsFiles } from './settings-files.ts';
import { checkConditions, checkState } from './state-check.ts';

/** How long a reload may take to be seen, milliseconds. */
const reloadMs = 5000;

async function checkBefore(run: ApplyRun): Promise<string | null> {
  const { session, script, step, options } = run;
  if ((await session.outside(lockSql('session')))[0]?.[0] !== true) throw new ApplyRefused('busy');
  await session.begin({ lockMs: options.lockMs ?? 2000, statementMs: options.statementMs ?? 30_000 });
  try {
    await step('check', 'The state is the one the script was approved for', () =>
      checkState(run, { state: script.stateBefore, otherwise: 'state-changed' }),
    );
    await checkConditions({ session, step }, script.preconditions, 'precondition-failed');
    return await settingsFiles(session.read, script.changes);
  } finally {
    await session.rollback();
  }
}

/** The server's own clock, by which a later reload is told. */
async function serverTime({ session }: ApplyRun): Promise<string> {
  const rows = await session.outside('SELECT pg_catalog.clock_timestamp()::pg_catalog.text');
  return String(rows[0]?.[0]);
}

/**
 * What a new session finds once the files were loaded after `since`; null until then. Some parameters are a session's from its start on
 * (`log_disconnections`): the one that set them would go on seeing what was.
 */
async function lookAfresh(run: ApplyRun, files: string | null, since: string): Promise<FoundState | null> {
  const session = await run.beside();
  try {
    const loaded = await session.outside(
      `SELECT pg_catalog.pg_conf_load_time() >= ${literal(since)}::pg_catalog.timestamptz`,
    );
    return loaded[0]?.[0] === true ? await lookAtState({ ...run, session }, files) : null;
  } finally {
    await session.close();
  }
}

/**
 * Statements that refuse a transaction block (`ALTER SYSTEM`, then the reload), one by one. Each is recorded before it is sent.
 * Where one fails, and after the last, the server's state says what became of it: nothing is sent twice.
 */
export async function runOutside(run: ApplyRun): Promise<ApplyOutcome> {
  const { session, script, step, hooks } = run;
  let sent = 0;
  let files: string | null = null;
  let since = '';
  try {
    files = await checkBefore(run);
    since = await serverTime(run);
    for (const [index, { sql }] of script.statements.entries()) {
      await recorded(() => hooks.onOutside(index + 1, files));
      sent = index + 1;
      await step('statement', hideVerifiers(sql), () => session.outside(sql));
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (sent === 0) return refusal.outcome('refused');
    if (!(error instanceof QueryRefused) && refusal.code !== 'not-recorded' && refusal.code !== 'lost')
      return {
        kind: 'uncertain',
        reason: 'the connection was lost while a statement ran outside of a transaction',
      };
    const known = new ApplyRefused('statement-refused', { sqlstate: refusal.sqlstate, statement: sent });
    const found = await lookAtState(run, files).catch(() => null);
    if (found?.kind === 'unchanged') return known.outcome('rolled-back');
    return { kind: 'uncertain', reason: `${known.message}, and the ones before it had run` };
  }
  for (const begun = Date.now(); ; await pause(200)) {
    const found = await lookAfresh(run, files, since).catch(() => null);
    if (found?.kind === 'done')
      return {
        kind: 'done',
        xid: null,
        states: { stateBefore: script.stateBefore, stateAfter: found.state },
      };
    if (Date.now() - begun > reloadMs)
      return {
        kind: 'uncertain',
        reason: 'every statement ran, and the state is not the one that was to be',
      };
  }
}
