import type { Plan } from '../../engine/remediation/plan.ts';
import { ServiceError } from '../errors.ts';
import type { Held } from './move-remediation.ts';
import { readScript } from './script-content.ts';
import { boundOf } from './valid-approvals.ts';

export interface RehearsedPlan {
  readonly plan: Plan;
  /** To connect to. */
  readonly database: string;
  /** Whom it is to run as; null where Postern does not apply it: then whoever the credential is of tries it. */
  readonly role: string | null;
}

/**
 * What a rehearsal tries, of every kind: nobody has to have approved it, since nothing of it remains, but the bytes have to be the
 * planned ones. A migration or a file that is rehearsed is still not applied: `approvedScript` refuses both. Throws `conflict`.
 */
export function rehearsedPlan(held: Held): RehearsedPlan {
  const { version, target } = held;
  const { format: _, impact: __, ...content } = readScript(version.script, version.digest);
  if (content.kind !== held.kind)
    throw new ServiceError(
      'conflict',
      'The stored script is of another kind than the remediation: plan it again.',
    );
  const plan: Plan = { ...content, handOff: content.kind === 'migration' };
  const { database } = boundOf(held);
  if (content.kind !== 'sql') return { plan, database, role: null };
  const { executionRole, stateFingerprint, eventTriggersDigest } = version;
  if (executionRole === null) throw new ServiceError('conflict', 'Nobody said which role is to run it.');
  if (executionRole === target.user)
    throw new ServiceError('conflict', 'The scan role never applies anything.');
  if (stateFingerprint === null || eventTriggersDigest === null)
    throw new ServiceError(
      'conflict',
      'The state it was planned on could not be read whole, so nothing may run on it.',
    );
  return { plan, database, role: executionRole };
}
