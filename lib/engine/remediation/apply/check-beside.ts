import { ConnectFailure } from '../../connect/connect-failure.ts';
import { touchedSections } from '../touched-sections.ts';
import { ApplyRefused } from './apply-outcome.ts';
import type { ApplyRun } from './apply-run.ts';
import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';
import { readEventTriggers } from './read-state.ts';
import { checkState } from './state-check.ts';

const limits = { lockMs: 1000, statementMs: 10_000 };

/** What is read of these is deparsed, which waits for a relation that the script itself has locked. */
const deparsed: ReadonlySet<string> = new Set(['policies', 'routines', 'triggers']);

function keepsItselfOut({ statements, changes }: ApprovedScript): boolean {
  const locked = statements.some(({ lock }) => lock?.mode === 'AccessExclusiveLock');
  return locked && touchedSections(changes).some((section) => deparsed.has(section));
}

/**
 * Between the look at the state and the statements somebody else may have changed it, and an event trigger's function that was
 * replaced then may have put itself back within this transaction. Once the statements have run their rows hold others off: what
 * another session sees committed now has to be, still, what was approved. Throws `ApplyRefused`.
 */
export async function checkBeside(run: ApplyRun): Promise<void> {
  const { script, options } = run;
  const session = await opened(run);
  try {
    await session.begin(limits);
    if (keepsItselfOut(script)) {
      const found = await readEventTriggers(session.read, script, options.now);
      if ('unknown' in found) throw new ApplyRefused('state-unknown', { about: found.unknown });
      if (found.eventTriggers !== script.eventTriggers) throw new ApplyRefused('event-triggers-changed');
    } else
      await checkState(
        { session, script, options },
        { state: script.stateBefore, otherwise: 'state-changed' },
      );
    await session.rollback();
  } finally {
    await session.close();
  }
}

async function opened({ beside }: ApplyRun): Promise<ApplySession> {
  try {
    return await beside();
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    throw new ApplyRefused('state-unknown', { about: error.message, sqlstate: error.sqlstate });
  }
}
