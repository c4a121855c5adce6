import type { ConnectionTarget } from '../../connect/connection-target.ts';
import type { Policy } from '../../policy/policy.ts';
import { checkConditions, checkStatements, loadScriptParser, UnsafeScript } from '../check-script.ts';
import type { Plan } from '../plan.ts';
import { notDone, type Rehearsal } from './rehearsal.ts';
import { rehearseElsewhere } from './rehearse-elsewhere.ts';
import { rehearseOnTarget } from './rehearse-on-target.ts';
import type { RehearseOptions } from './rehearse-options.ts';

/**
 * Tries a plan out where nothing of it stays: on the target in one transaction that is always rolled back, or, where its
 * statements refuse a transaction, on a throw-away server made like it. Throws `ConnectFailure` where the target cannot be
 * reached, is a standby, or sits behind a pooler.
 */
export async function rehearse(
  target: ConnectionTarget,
  plan: Plan,
  policy: Policy,
  options: RehearseOptions,
): Promise<Rehearsal> {
  await loadScriptParser();
  if (plan.kind === 'manual')
    return notDone(plan.findings, 'not-rehearsable', 'it is done by hand: there is no script to try');
  try {
    checkStatements([...plan.up, ...plan.down]);
    checkConditions([...plan.preconditions, ...plan.postconditions]);
  } catch (error) {
    if (!(error instanceof UnsafeScript)) throw error;
    return notDone(plan.findings, 'failed', `${error.message}; nothing was sent`);
  }
  if (plan.transactional) return rehearseOnTarget(target, plan, policy, options);
  return rehearseElsewhere(target, plan, policy, options);
}
