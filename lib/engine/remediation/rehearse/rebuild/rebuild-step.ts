import type { ThrowAwaySession } from '../throw-away-session.ts';
import type { NotCarried } from './not-carried.ts';

/** One thing to make. Each statement goes in a message of its own: text of a hostile server cannot bring another with it. */
export interface RebuildStep {
  /** What it is counted as where it cannot be made, in the plural, and its name. */
  readonly kind: string;
  readonly name: string;
  readonly sql: readonly string[];
  /** What stands in where that is refused, and what it is then counted as. */
  readonly instead?: { readonly kind: string; readonly sql: readonly string[] };
}

async function made(session: ThrowAwaySession, statements: readonly string[]): Promise<boolean> {
  for (const sql of statements) if ((await session.run(sql)) !== null) return false;
  return true;
}

/** One after the other; what the server refuses is counted. */
export async function runSteps(
  session: ThrowAwaySession,
  steps: readonly RebuildStep[],
  lost: NotCarried,
): Promise<void> {
  for (const { kind, name, sql, instead } of steps) {
    if (await made(session, sql)) continue;
    lost.add(instead?.kind ?? kind, name);
    if (instead !== undefined && !(await made(session, instead.sql))) lost.add(kind, name);
  }
}

/** In whatever order they depend on each other: again and again as long as one more of them can be made. */
export async function runInPasses(
  session: ThrowAwaySession,
  steps: readonly RebuildStep[],
  lost: NotCarried,
): Promise<void> {
  let left = steps;
  for (;;) {
    const refused: RebuildStep[] = [];
    for (const step of left) if (!(await made(session, step.sql))) refused.push(step);
    if (refused.length === 0) return;
    if (refused.length === left.length) {
      // What stands in for one may be what the others wait for.
      const standIn = refused.find((step) => step.instead !== undefined);
      if (standIn === undefined) break;
      await runSteps(session, [standIn], lost);
      left = refused.filter((step) => step !== standIn);
    } else left = refused;
  }
  for (const { kind, name } of left) lost.add(kind, name);
}
