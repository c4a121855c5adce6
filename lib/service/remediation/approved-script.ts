import { z } from 'zod';
import type { ApprovedScript } from '../../engine/remediation/apply/approved-script.ts';
import { database, type Transaction } from '../db/client.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { findApplied, findGivenCredentials } from '../db/execution-requests.ts';
import { findRemediation } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { sameHandSince } from '../people/same-hand.ts';
import { isOpen } from './maintenance-window.ts';
import { type Held, heldOf } from './move-remediation.ts';
import { isSatisfied } from './requirements.ts';
import { readScript, type ScriptContent } from './script-content.ts';
import { approversAt, boundOf, validApprovers, type Weighing } from './valid-approvals.ts';
import { denialOf, weigh } from './weigh.ts';
import { windowOf } from './window-of.ts';

export interface ApprovedRun {
  readonly remediationId: string;
  readonly versionId: string;
  readonly targetId: string;
  readonly digest: string;
  /** What the engine runs, and on what alone. */
  readonly script: ApprovedScript;
}

export interface ApprovalCheck {
  readonly now?: Date;
  /** The worker asks again before it begins: the window was open when it was pressed. */
  readonly within?: Transaction;
  /** Whether it also has to be the time for it. */
  readonly window?: 'checked' | 'ignored';
}

const refused = (message: string, details?: unknown) => new ServiceError('conflict', message, details);

/** Registrars of the credentials that a run of this remediation may use: the held one, and those given for its runs. */
export async function registrarsOf(held: Held, within: Transaction): Promise<ReadonlySet<string>> {
  const kept = await findHeldCredential(held.targetId, within);
  const given = await findGivenCredentials(held.id, within);
  return new Set([...(kept === null ? [] : [kept.registrarId]), ...given]);
}

/** What its approvals are looked at with, as things are now. */
export async function weighing(held: Held, now: Date, within: Transaction): Promise<Weighing> {
  const registrars = await registrarsOf(held, within);
  return { now, registrars, sameHand: await sameHandSince(held.createdAt, within) };
}

/** Throws `conflict` unless everything an approval needs is true now. */
export async function requireApproved(held: Held, now: Date, within: Transaction): Promise<void> {
  const requirements = await weigh(held, within);
  const approvers = validApprovers(held, await weighing(held, now, within));
  const denial = denialOf(requirements);
  if (denial !== null) throw refused(denial);
  if (approvers.length < held.approvalsNeeded || !isSatisfied(requirements, approvers))
    throw refused('It is not approved by enough people, or not any more.', { approvals: approvers.length });
}

async function requireOpen(held: Held, now: Date, within: Transaction): Promise<void> {
  const window = await windowOf(held.targetId, within);
  if (window !== null && !isOpen(window, now)) throw refused('The maintenance window is closed.');
}

/** What runs, whichever way: read from the stored bytes, whose digest is checked. Throws `conflict`. */
function scriptOf(held: Held, content: ScriptContent): Omit<ApprovedScript, 'direction'> {
  const { version, target } = held;
  const { executionRole, stateFingerprint, eventTriggersDigest } = version;
  if (content.kind !== 'sql' || held.kind !== 'sql')
    throw refused('Postern does not apply this itself: it is handed off.');
  if (executionRole === null) throw refused('Nobody said which role is to run it.');
  if (executionRole === target.user) throw refused('The scan role never applies anything.');
  if (stateFingerprint === null || eventTriggersDigest === null)
    throw refused('The state it was planned on could not be read whole, so nothing may run on it.');
  return {
    kind: content.kind,
    systemIdentifier: version.systemIdentifier,
    database: boundOf(held).database,
    role: executionRole,
    scanRole: target.user,
    major: version.major,
    changes: content.changes,
    planDatabase: content.database,
    statements: content.up,
    preconditions: content.preconditions,
    postconditions: content.postconditions,
    stateBefore: stateFingerprint,
    stateAfter: null,
    eventTriggers: eventTriggersDigest,
  };
}

const outcomeSchema = z.looseObject({ stateAfter: z.string() });

/** The way back: only from the state that the run left, and to the state it found. */
async function undoOf(held: Held, content: ScriptContent, within: Transaction): Promise<ApprovedScript> {
  const applied = await findApplied(held.id, held.version.id, within);
  if (applied === null) throw refused('It was not applied, so there is nothing to undo.');
  const outcome = outcomeSchema.safeParse(applied.outcome);
  if (!outcome.success)
    throw refused(
      'Nobody knows the state it left the server in: scan, and plan the way back as a change of its own.',
    );
  if (content.irreversible !== null) throw refused(`It cannot be undone: ${content.irreversible}`);
  const script = scriptOf(held, content);
  return {
    ...script,
    direction: 'down',
    statements: content.down,
    preconditions: [],
    postconditions: [],
    stateBefore: outcome.data.stateAfter,
    stateAfter: script.stateBefore,
  };
}

/** Whether the version was approved when it was applied: approvals may have ended since, the way back was part of them. */
async function requireWasApproved(held: Held, within: Transaction): Promise<void> {
  const applied = await findApplied(held.id, held.version.id, within);
  if (applied === null) throw refused('It was not applied, so there is nothing to undo.');
  if (approversAt(held, applied.requestedAt) < held.approvalsNeeded)
    throw refused('What was applied is not what was approved.');
}

/**
 * Exactly what may run, or a throw (`conflict`, with a sentence). Nothing that was concluded before is believed: bytes are hashed
 * again, each approval is derived anew from what is stored and held against its seal, people are looked up as they are now, and
 * the rules and the window are those in force now. The worker calls it again right before it connects.
 */
export async function approvedScript(
  id: string,
  direction: 'up' | 'down',
  check: ApprovalCheck = {},
): Promise<ApprovedRun> {
  const { now = new Date(), within = database(), window = 'checked' } = check;
  return approvedRun(heldOf(await findRemediation(id, within)), direction, { now, within, window });
}

/** The same for one that is held. */
export async function approvedRun(
  held: Held,
  direction: 'up' | 'down',
  { now, within, window }: Required<ApprovalCheck>,
): Promise<ApprovedRun> {
  const { version } = held;
  const content = readScript(version.script, version.digest);
  if (direction === 'down') await requireWasApproved(held, within);
  else {
    await requireApproved(held, now, within);
    if (window === 'checked') await requireOpen(held, now, within);
  }
  const script =
    direction === 'down'
      ? await undoOf(held, content, within)
      : { ...scriptOf(held, content), direction: 'up' as const };
  return {
    remediationId: held.id,
    versionId: version.id,
    targetId: held.targetId,
    digest: version.digest,
    script,
  };
}

/**
 * What ran, to ask the server what became of it: nobody has to approve it any more; the bytes still have to be the planned ones.
 * Nothing is run by it.
 */
export async function scriptThatRan(id: string, within: Transaction = database()): Promise<ApprovedRun> {
  const held = heldOf(await findRemediation(id, within));
  const content = readScript(held.version.script, held.version.digest);
  const script = { ...scriptOf(held, content), direction: 'up' as const };
  return {
    remediationId: held.id,
    versionId: held.version.id,
    targetId: held.targetId,
    digest: held.version.digest,
    script,
  };
}
