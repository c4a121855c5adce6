import type { ConnectionTarget } from '../../connect/connection-target.ts';
import { defaultWriteLimits, openWriteSession } from '../../connect/write-session.ts';
import { collectWithin } from '../../inventory/collect-within.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SectionName } from '../../inventory/section-name.ts';
import type { EventTriggerRow } from '../../inventory/sections/event-triggers.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Plan } from '../plan.ts';
import { eventTriggersDigest, type StateDigest, stateFingerprint } from '../state-fingerprint.ts';
import { touchedSections } from '../touched-sections.ts';
import { compareStates } from './compare-states.ts';
import { otherServer } from './other-server.ts';
import { notDone, type Rehearsal } from './rehearsal.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import { tryOut } from './try-out.ts';

const sameState = (one: StateDigest, other: StateDigest) =>
  'digest' in one && 'digest' in other && one.digest === other.digest;

/** Where something the plan does not say may happen as well: what a role may do, and what is run or enforced. */
const sideEffects: readonly SectionName[] = [
  'databases',
  'default-acls',
  'memberships',
  'policies',
  'relations',
  'role-settings',
  'roles',
  'routines',
  'schemas',
  'triggers',
];

function enabledTriggers(inventory: Inventory, database: string): readonly EventTriggerRow[] | null {
  const section = inventory.databases.find((one) => one.name === database)?.sections['event-triggers'];
  if (section === undefined || 'gap' in section) return null;
  // Others fire at connect, not with a command.
  return section.rows.filter((row) => row.enabled && row.event !== 'login');
}

/** The touched sections; with event triggers, also what they could change behind the script's back (semantics.md 46). */
function sectionsToRead(plan: Plan, snapshot: Inventory, database: string): readonly SectionName[] {
  const more = enabledTriggers(snapshot, database)?.length === 0 ? [] : sideEffects;
  return [...new Set([...touchedSections(plan.changes), 'event-triggers' as const, ...more])].sort();
}

/** They run with the rights of the executing role, and not all they do is rolled back. Where either is unread a note says so. */
function otherTriggers(planned: Inventory, seen: Inventory, database: string | null): string | null {
  const before = eventTriggersDigest(planned, database);
  const now = eventTriggersDigest(seen, database);
  if ('unknown' in before || 'unknown' in now || before.digest === now.digest) return null;
  return 'the enabled event triggers are others than when it was planned: plan it anew';
}

function eventTriggerNotes(inventory: Inventory, database: string): readonly string[] {
  const triggers = enabledTriggers(inventory, database);
  if (triggers === null) return ['whether event triggers fire with the script could not be read'];
  return triggers.map(
    (row) =>
      `event trigger ${visibleText(row.name, 80)} is enabled: ${visibleText(`${row.functionSchema}.${row.functionName}`, 160)} runs with commands of the script, with the rights of the executing role`,
  );
}

/**
 * Tries a plan out on the database it is for, in one transaction that is always rolled back, and says what it did: state
 * checked first, locks, findings and access compared, undo tried, and afterwards, in a transaction of its own, that all is as
 * it was. Throws `ConnectFailure` where the server cannot be reached, is a standby, or sits behind a pooler.
 */
export async function rehearseOnTarget(
  target: ConnectionTarget,
  plan: Plan,
  policy: Policy,
  options: RehearseOptions,
): Promise<Rehearsal> {
  const {
    inventory: snapshot,
    now,
    limits = defaultWriteLimits,
    holdMs = 10_000,
    startThrowAway: _,
    ...sessionOptions
  } = options;
  const clock = () => now().getTime();
  const begun = clock();
  const session = await openWriteSession(
    { ...target, database: plan.database ?? target.database },
    sessionOptions,
  );
  try {
    const other = otherServer(session, snapshot);
    if (other !== null) return notDone(plan.findings, 'failed', other);
    const { database } = session.identity;
    const read = sectionsToRead(plan, snapshot, database);
    const collect = () =>
      collectWithin(session.read, database, {
        only: read,
        substrate: snapshot.substrate,
        now: now().toISOString(),
        tls: session.tls,
      });
    const stateOf = (seen: Inventory) => stateFingerprint(plan.changes, seen, plan.database);
    const planned = stateOf(snapshot);
    if ('unknown' in planned)
      return notDone(plan.findings, 'failed', `the state it was planned on is not known: ${planned.unknown}`);
    const differs = (seen: Inventory): string | null => {
      const state = stateOf(seen);
      if ('unknown' in state) return `the state could not be told: ${state.unknown}`;
      if (state.digest !== planned.digest) return 'what it touches was changed since it was planned';
      return otherTriggers(snapshot, seen, plan.database);
    };
    const tried = await tryOut(session, plan, { limits, collect, differs, clock, holdMs });
    await session.begin(limits);
    const left = await collect();
    await session.rollback();
    const { before } = tried;
    const remains = before !== null && !sameState(stateOf(before), stateOf(left));
    const compared = compareStates({ tried, snapshot, plan, policy, now: now(), database, read });
    const failure =
      tried.failure ??
      (remains
        ? 'after the rollback the state is not that of before: somebody else has changed it meanwhile'
        : compared.failure);
    return {
      findings: plan.findings,
      outcome: failure === null ? 'ok' : 'failed',
      reason: failure,
      where: 'target',
      ...compared.seen,
      locks: tried.locks,
      undo: tried.undo,
      notes: [...(before ? eventTriggerNotes(before, database) : []), ...compared.notes],
      statements: tried.statements,
      durationMs: Math.max(0, Math.round(clock() - begun)),
    };
  } finally {
    await session.close();
  }
}
