import { QueryRefused } from '../../connect/query-refused.ts';
import { type ApplyHooks, type ApplyLine, ExecutionLost } from './apply-hooks.ts';
import { ApplyRefused } from './apply-outcome.ts';

/** Waits until it is recorded. Throws `ApplyRefused`: `lost`, or `not-recorded`. */
export async function recorded(record: () => Promise<void>): Promise<void> {
  try {
    await record();
  } catch (error) {
    throw new ApplyRefused(error instanceof ExecutionLost ? 'lost' : 'not-recorded');
  }
}

/** Does something and writes its line, timed; where it fails the line says so and the failure goes on. */
export type Step = <Value>(
  kind: ApplyLine['kind'],
  text: string,
  work: () => Promise<Value>,
) => Promise<Value>;

/** `takeWarnings`: of the session, once there is one. */
export function stepper(hooks: ApplyHooks, takeWarnings: () => readonly string[]): Step {
  return async (kind, text, work) => {
    const begun = performance.now();
    const line = (outcome: 'ok' | 'failed', sqlstate: string | null, rows: number | null = null) => {
      const ms = Math.round(performance.now() - begun);
      const warnings = takeWarnings().length;
      return recorded(() => hooks.onLine({ kind, text, outcome, sqlstate, rows, warnings, ms }));
    };
    let value: Awaited<ReturnType<typeof work>>;
    try {
      value = await work();
    } catch (error) {
      // The first failure is the one that counts.
      await line('failed', error instanceof QueryRefused ? error.sqlstate : null).catch(() => {});
      throw error;
    }
    await line('ok', null, kind === 'statement' && Array.isArray(value) ? value.length : null);
    return value;
  };
}
