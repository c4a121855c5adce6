import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';
import { readState } from './read-state.ts';
import { settingsFiles } from './settings-files.ts';

export type FoundState =
  /** Every postcondition holds. */
  | { readonly kind: 'done'; readonly state: string }
  /** It is the state the script was approved for. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'neither' }
  /** Why it could not be read whole. */
  | { readonly kind: 'unread'; readonly reason: string };

/**
 * What a script that no transaction held has left, judged by the state alone, and by what the files say where a reload is still
 * due; `filesBefore`: `settingsFiles` before the first statement. Throws what the session throws.
 */
export async function lookAtState(
  run: {
    readonly session: ApplySession;
    readonly script: ApprovedScript;
    readonly options: { readonly now: string };
  },
  filesBefore: string | null,
): Promise<FoundState> {
  const { session, script, options } = run;
  await session.begin({ lockMs: 2000, statementMs: 30_000 });
  try {
    const found = await readState(session.read, script, options.now);
    if ('unknown' in found) return { kind: 'unread', reason: found.unknown };
    // Without a postcondition it is the state alone that can tell.
    let holds = script.postconditions.length > 0 || script.stateAfter !== null;
    for (const condition of script.postconditions) holds &&= await session.ask(condition);
    const wanted = script.stateAfter === null || script.stateAfter === found.state;
    if (holds && wanted) return { kind: 'done', state: found.state };
    const files = await settingsFiles(session.read, script.changes);
    const same = found.state === script.stateBefore && files !== null && files === filesBefore;
    return { kind: same ? 'unchanged' : 'neither' };
  } finally {
    await session.rollback();
  }
}
