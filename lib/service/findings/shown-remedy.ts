import { iterationsFor } from '../../engine/remediation/new-password.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { planFinding } from '../../engine/remediation/plan-finding.ts';
import type { Access } from '../auth/access.ts';
import { ServiceError } from '../errors.ts';
import { foundAgain } from '../remediation/found-again.ts';
import { type OpenSnapshot, openSnapshot } from '../snapshot/open-snapshot.ts';

/** What mends one finding, as a page shows it. */
export interface ShownRemedy {
  readonly kind: Plan['kind'];
  /** Whole scripts, ready for `psql -f`; the file for `config`, the words for `manual`. */
  readonly up: string;
  readonly down: string;
  readonly database: string | null;
  readonly transactional: boolean;
  readonly restartNeeded: boolean;
  readonly handOff: boolean;
  readonly irreversible: string | null;
  /** Whose new password would mend it too, or alone, and how often its verifier is hashed. */
  readonly newPassword: { readonly role: string; readonly iterations: number } | null;
}

async function opened(access: Access<'finding:read'>, targetId: string): Promise<OpenSnapshot | null> {
  try {
    return await openSnapshot(access, targetId);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Planned on the last good snapshot under the policy it was judged by. Null where that is not kept or does not have the finding. */
export async function shownRemedy(
  access: Access<'finding:read'>,
  targetId: string,
  finding: { readonly fingerprint: string; readonly control: string },
): Promise<ShownRemedy | null> {
  const snapshot = await opened(access, targetId);
  if (snapshot === null) return null;
  const [found] = foundAgain(snapshot, [finding]);
  if (found === undefined) return null;
  const plan = planFinding(found, snapshot.facts.inventory, snapshot.policy);
  const { kind, upText, downText, database, transactional, restartNeeded, handOff, irreversible } = plan;
  const given = found.remedy.newPassword;
  const newPassword = given
    ? { role: given.role, iterations: iterationsFor(snapshot.facts.inventory) }
    : null;
  const texts = { up: upText, down: downText };
  return { kind, ...texts, database, transactional, restartNeeded, handOff, irreversible, newPassword };
}
