import type { Condition } from '../plan.ts';
import { ApplyRefused, type RefusalCode } from './apply-outcome.ts';
import type { ApplyRun } from './apply-run.ts';
import { readState } from './read-state.ts';

/**
 * The state now, read whole by this session. Throws `ApplyRefused`: `state-unknown`, `event-triggers-changed`, or `otherwise`
 * where it is another one than `state` (null: any).
 */
export async function checkState(
  { session, script, options }: Pick<ApplyRun, 'session' | 'script' | 'options'>,
  wanted: { readonly state: string | null; readonly otherwise: RefusalCode },
): Promise<string> {
  const found = await readState(session.read, script, options.now);
  if ('unknown' in found) throw new ApplyRefused('state-unknown', { about: found.unknown });
  if (found.eventTriggers !== script.eventTriggers) throw new ApplyRefused('event-triggers-changed');
  if (wanted.state !== null && found.state !== wanted.state) throw new ApplyRefused(wanted.otherwise);
  return found.state;
}

/** Each is one catalog query with one boolean. Throws `ApplyRefused` for the first that does not hold. */
export async function checkConditions(
  { session, step }: Pick<ApplyRun, 'session' | 'step'>,
  conditions: readonly Condition[],
  otherwise: RefusalCode,
): Promise<void> {
  for (const condition of conditions)
    await step('condition', condition.says, async () => {
      if (!(await session.ask(condition))) throw new ApplyRefused(otherwise, { about: condition.says });
    });
}
