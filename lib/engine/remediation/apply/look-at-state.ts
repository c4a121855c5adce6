import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';
import { readState } from './read-state.ts';

export type FoundState =
  /** Every postcondition holds. */
  | { readonly kind: 'done'; readonly state: string }
  /** It is the state the script was approved for. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'neither' };

/** What a script that no transaction held has left, judged by the state alone. Throws what the session throws. */
export async function lookAtState(run: {
  readonly session: ApplySession;
  readonly script: ApprovedScript;
  readonly options: { readonly now: string };
}): Promise<FoundState> {
  const { session, script, options } = run;
  await session.begin({ lockMs: 2000, statementMs: 30_000 });
  try {
    const found = await readState(session.read, script, options.now);
    if ('unknown' in found) return { kind: 'neither' };
    let holds = script.postconditions.length > 0;
    for (const condition of script.postconditions) holds &&= await session.ask(condition);
    const wanted = script.stateAfter === null || script.stateAfter === found.state;
    if (holds && wanted) return { kind: 'done', state: found.state };
    return { kind: found.state === script.stateBefore ? 'unchanged' : 'neither' };
  } finally {
    await session.rollback();
  }
}
