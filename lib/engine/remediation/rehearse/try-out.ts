import { ConnectFailure } from '../../connect/connect-failure.ts';
import { QueryRefused } from '../../connect/query-refused.ts';
import type { WriteLimits, WriteSession } from '../../connect/write-session.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { lockModes, readOwnLocks } from '../../inventory/own-locks.ts';
import { visibleText } from '../../model/visible-text.ts';
import { hideVerifiers } from '../hide-verifiers.ts';
import type { Condition, Plan, PlannedStatement } from '../plan.ts';
import { heldLocks } from './held-locks.ts';
import { refusalWords } from './refusal-words.ts';
import type { Rehearsal, RehearsedStatement } from './rehearsal.ts';

/** What was seen inside the transaction, which is over by now. */
export interface TryOut {
  /** Null: everything went as it should. */
  readonly failure: string | null;
  /** The touched sections before the first statement, and after the last of `up`. */
  readonly before: Inventory | null;
  readonly after: Inventory | null;
  readonly undo: Rehearsal['undo'];
  readonly locks: Rehearsal['locks'];
  readonly statements: readonly RehearsedStatement[];
}

export interface TryOutOptions {
  readonly limits: WriteLimits;
  /** The touched sections, read through the session. */
  readonly collect: () => Promise<Inventory>;
  /** Why the state of what the plan touches is not that of before any statement; null where it is. */
  readonly differs: (inventory: Inventory) => string | null;
  /** Milliseconds. */
  readonly clock: () => number;
  /** It goes no further once it has held locks for so long, milliseconds. */
  readonly holdMs: number;
}

/** The weakest mode that keeps others from reading or writing rows (documentation 13.3.1). */
const hinders = lockModes.indexOf('ShareLock');

/** Ends the trial with a reason; the transaction is rolled back by whoever began it. */
class Stopped extends Error {}

/**
 * Runs `up`, looks, runs `down`, looks again, all in one transaction that is rolled back whatever happens. Throws
 * `ConnectFailure` when the connection is lost: the server then rolls back by itself.
 */
export async function tryOut(session: WriteSession, plan: Plan, options: TryOutOptions): Promise<TryOut> {
  const { collect, differs, clock, limits, holdMs } = options;
  const locks = heldLocks();
  const statements: RehearsedStatement[] = [];
  let failure: string | null = null;
  let before: Inventory | null = null;
  let after: Inventory | null = null;
  let undo: Rehearsal['undo'] = plan.irreversible !== null ? 'none' : 'not-tried';

  const refused = (sql: string, error: unknown): never => {
    if (!(error instanceof QueryRefused)) throw error;
    throw new Stopped(refusalWords(sql, error.sqlstate, session.identity.currentRole));
  };
  /** Somebody may be waiting for what the transaction has locked: it is not held for the sake of a rehearsal alone. */
  const mayGoOn = () => {
    const felt = locks.releasedAt(clock()).filter(({ mode }) => lockModes.indexOf(mode) >= hinders);
    const longest = Math.max(0, ...felt.map((lock) => lock.heldMs));
    if (longest > holdMs)
      throw new Stopped(
        `it was given up because it had held locks for ${longest} ms, and a rehearsal may for ${holdMs} ms`,
      );
  };
  const run = async (direction: 'up' | 'down', { sql }: PlannedStatement) => {
    const begun = clock();
    const ended = (sqlstate: string | null) =>
      statements.push({
        direction,
        sql: hideVerifiers(sql),
        ms: Math.max(0, Math.round(clock() - begun)),
        sqlstate,
        warnings: session.takeWarnings(),
      });
    try {
      await session.run(sql);
    } catch (error) {
      ended(error instanceof QueryRefused ? error.sqlstate : null);
      refused(sql, error);
    }
    ended(null);
    const short = statements.at(-1)?.warnings.find((code) => code === '01006' || code === '01007');
    // PostgreSQL only warns where it could not revoke or grant what was asked for.
    if (short !== undefined) throw new Stopped(refusalWords(sql, '42501', session.identity.currentRole));
    locks.seen(await readOwnLocks(session.read), begun);
    mayGoOn();
  };
  const holds = async (when: 'before' | 'after', { says, sql }: Condition) => {
    const held = await session.ask({ sql }).catch((error: unknown) => refused(sql, error));
    if (!held) throw new Stopped(`${when} the script it is not so that ${visibleText(says, 300)}`);
  };
  const work = async () => {
    before = await collect();
    const changed = differs(before);
    if (changed !== null) throw new Stopped(changed);
    for (const condition of plan.preconditions) await holds('before', condition);
    for (const statement of plan.up) await run('up', statement);
    for (const condition of plan.postconditions) await holds('after', condition);
    after = await collect();
    mayGoOn();
    if (plan.irreversible !== null) return;
    undo = 'failed';
    for (const statement of plan.down) await run('down', statement);
    const left = differs(await collect());
    undo = left === null ? 'ok' : 'differs';
    if (left !== null) throw new Stopped('the undo script does not lead back to the state of before');
  };

  await session.begin(limits);
  try {
    await work();
  } catch (error) {
    if (error instanceof ConnectFailure) throw error;
    if (error instanceof QueryRefused)
      failure = `the catalog could not be read in the transaction (SQLSTATE ${error.sqlstate})`;
    else if (error instanceof Stopped) failure = error.message;
    else throw error;
  } finally {
    await session.rollback();
  }
  return { failure, before, after, undo, locks: locks.releasedAt(clock()), statements };
}
