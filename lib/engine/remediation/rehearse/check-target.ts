import type { ConnectionTarget } from '../../connect/connection-target.ts';
import { defaultWriteLimits, openWriteSession, type WriteSession } from '../../connect/write-session.ts';
import { collectWithin } from '../../inventory/collect-within.ts';
import { mayAlterSystem } from '../../inventory/may-alter-system.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Plan } from '../plan.ts';
import { stateFingerprint } from '../state-fingerprint.ts';
import { touchedSections } from '../touched-sections.ts';
import { otherServer } from './other-server.ts';
import type { RehearseOptions } from './rehearse-options.ts';

export interface TargetCheck {
  readonly failure: string | null;
  readonly notes: readonly string[];
}

async function rightsMissing(session: WriteSession, plan: Plan): Promise<string | null> {
  const parameters = plan.changes.flatMap((one) => (one.do === 'set-parameter' ? [one.parameter] : []));
  if (parameters.length === 0) return null;
  const { versionNum, currentRole } = session.identity;
  const { denied, reload } = await mayAlterSystem(session.read, versionNum, parameters);
  const role = visibleText(currentRole, 80);
  if (denied.length > 0)
    return `${role} may not set ${denied.join(', ')}: it needs to be superuser, or have, from 15, ALTER SYSTEM on the parameter`;
  return reload ? null : `${role} may not reload the configuration: it needs EXECUTE on pg_reload_conf()`;
}

/**
 * What of the target itself counts for a script that is tried elsewhere: that it is the server of the plan, in the state of
 * the plan, and that the role may run the script there. Reads only. Throws `ConnectFailure`.
 */
export async function checkTarget(
  target: ConnectionTarget,
  plan: Plan,
  options: RehearseOptions,
): Promise<TargetCheck> {
  const {
    inventory,
    now,
    limits = defaultWriteLimits,
    startThrowAway: _,
    holdMs: __,
    ...sessionOptions
  } = options;
  const session = await openWriteSession(
    { ...target, database: plan.database ?? target.database },
    sessionOptions,
  );
  try {
    const other = otherServer(session, inventory);
    if (other !== null) return { failure: other, notes: [] };
    await session.begin(limits);
    const seen = await collectWithin(session.read, session.identity.database, {
      only: touchedSections(plan.changes),
      substrate: inventory.substrate,
      now: now().toISOString(),
    });
    const missing = await rightsMissing(session, plan);
    await session.rollback();
    if (missing !== null) return { failure: missing, notes: [] };
    const [planned, present] = [inventory, seen].map((one) =>
      stateFingerprint(plan.changes, one, plan.database),
    );
    if (!planned || !present) return { failure: null, notes: [] };
    if ('unknown' in planned || 'unknown' in present) {
      const why = 'unknown' in planned ? planned.unknown : 'unknown' in present ? present.unknown : '';
      return {
        failure: null,
        notes: [`whether what it touches was changed since it was planned is not known: ${why}`],
      };
    }
    return {
      failure: planned.digest === present.digest ? null : 'what it touches was changed since it was planned',
      notes: [],
    };
  } finally {
    await session.close();
  }
}
