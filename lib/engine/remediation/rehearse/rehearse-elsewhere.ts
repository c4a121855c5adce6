import { ConnectFailure } from '../../connect/connect-failure.ts';
import type { ConnectionTarget } from '../../connect/connection-target.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Plan } from '../plan.ts';
import { majorOf } from '../prior.ts';
import { touchedSections } from '../touched-sections.ts';
import { checkTarget } from './check-target.ts';
import { elsewhereOutcome } from './elsewhere-outcome.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { notDone, type Rehearsal } from './rehearsal.ts';
import { rehearseHba } from './rehearse-hba.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import { rehearseSettings } from './rehearse-settings.ts';

/** What a throw-away server can stand in for; null where it can, else why not. */
function unfit(plan: Plan): string | null {
  const [hba, settings] = [
    plan.changes.filter((change) => change.do === 'edit-hba'),
    plan.changes.filter((change) => change.do === 'set-parameter'),
  ];
  if (hba.length + settings.length !== plan.changes.length || (hba.length > 0 && settings.length > 0))
    return 'it mixes what refuses a transaction with what needs the objects of this database: rehearse the parts';
  if (hba.length > 0) return plan.kind === 'config' ? null : 'there is no whole file to try';
  return plan.up.length > 0 ? null : 'it is done outside the server: there is no statement to try';
}

/**
 * Tries out what refuses a transaction on a throw-away server of the same major, rebuilt from the snapshot. It shows
 * whether a server takes it and comes back from it; locks and load of the target it cannot show. The target
 * is asked, read only, whether it still is what was planned on and lets the role do it.
 */
export async function rehearseElsewhere(
  target: ConnectionTarget,
  plan: Plan,
  policy: Policy,
  options: RehearseOptions,
): Promise<Rehearsal> {
  const { inventory, startThrowAway, now } = options;
  const unable = (reason: string) => notDone(plan.findings, 'not-rehearsable', reason);
  const why = unfit(plan);
  if (why !== null) return unable(why);
  if (startThrowAway === undefined)
    return unable('its statements refuse a transaction, and no throw-away server can be started here');
  const begun = now().getTime();
  const checked = await checkTarget(target, plan, options);
  if (checked.failure !== null) return notDone(plan.findings, 'failed', checked.failure);
  const server = await startThrowAway(majorOf(inventory));
  if ('unavailable' in server)
    return unable(
      `its statements refuse a transaction, and no throw-away server can be started: ${server.unavailable}`,
    );
  try {
    const hba = plan.changes.some((change) => change.do === 'edit-hba');
    const touched = plan.changes.flatMap((change) =>
      change.do === 'set-parameter' ? [change.parameter.toLowerCase()] : [],
    );
    const { target: own, notes } = await rebuild(server, options, new Set(touched));
    const tried = await (hba ? rehearseHba : rehearseSettings)({ ...server, target: own }, plan, options);
    if ('unable' in tried) return unable(tried.unable);
    const noted = { ...tried, notes: [...checked.notes, ...tried.notes, ...notes] };
    return elsewhereOutcome(noted, plan, policy, options, touchedSections(plan.changes), begun);
  } catch (error) {
    if (error instanceof ConnectFailure && options.signal?.aborted !== true)
      return unable(`the throw-away server could not be asked: ${error.message}`);
    throw error;
  } finally {
    await server.stop();
  }
}
