import { type AuditAction, type AuditDetail, recordEvent } from '../audit/record.ts';
import type { Actor } from '../auth/access.ts';
import type { Transaction } from '../db/client.ts';
import {
  insertRemediationEvent,
  lockRemediation,
  type RemediationFields,
  type RemediationRow,
  updateRemediation,
  type VersionRow,
} from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { nextStates, type RemediationState, remediationStates } from './remediation-state.ts';

/** A remediation that is held, with the version that counts. */
export interface Held extends Omit<RemediationRow, 'state' | 'currentVersion'> {
  readonly state: RemediationState;
  readonly version: VersionRow;
}

export function storedRemediationState(text: string): RemediationState {
  const state = remediationStates.find((one) => one === text);
  if (state === undefined)
    throw new ServiceError('conflict', 'This remediation is in a state that Postern does not know.');
  return state;
}

export function heldOf(row: RemediationRow | null): Held {
  if (row?.currentVersion == null) throw new ServiceError('not-found', 'There is no such remediation.');
  const { currentVersion, state, ...rest } = row;
  return { ...rest, state: storedRemediationState(state), version: currentVersion };
}

/** Held until the transaction ends. Throws `not-found`. */
export async function holdRemediation(transaction: Transaction, id: string): Promise<Held> {
  return heldOf(await lockRemediation(transaction, id));
}

/** Throws `conflict` unless it may become that from where it is. */
export function requireMove({ state }: Held, to: RemediationState): void {
  if (nextStates[state].includes(to)) return;
  throw new ServiceError('conflict', `This remediation is ${state}: it cannot become ${to}.`, { state });
}

export interface Move {
  readonly to: RemediationState;
  readonly trail: AuditAction;
  readonly reason?: string;
  readonly detail?: AuditDetail;
  readonly fields?: RemediationFields;
}

/**
 * The one way from state to state: within the caller's transaction, on a remediation that is held, with one line in its history
 * and one in the trail. The database keeps the same machine. Answers it as it is then.
 */
export async function moveRemediation(
  transaction: Transaction,
  actor: Actor,
  held: Held,
  move: Move,
): Promise<Held> {
  requireMove(held, move.to);
  const { to, trail, reason = '', detail = {}, fields = {} } = move;
  await updateRemediation(transaction, held.id, {
    ...fields,
    state: to,
    stateAt: new Date(),
    stateReason: reason,
  });
  await tellRemediation(transaction, actor, held, { action: trail, from: held.state, to, reason, detail });
  return holdRemediation(transaction, held.id);
}

/** What happened to a remediation without a change of state, or with one: in its history and in the trail. */
export async function tellRemediation(
  transaction: Transaction,
  actor: Actor,
  held: Pick<Held, 'id' | 'title' | 'target' | 'version'>,
  told: {
    readonly action: AuditAction;
    readonly from?: RemediationState;
    readonly to?: RemediationState;
    readonly reason?: string;
    readonly detail?: AuditDetail;
  },
): Promise<void> {
  const { action, from = null, to = null, reason = '' } = told;
  const detail = { remediation: held.id, version: held.version.number, ...told.detail };
  await insertRemediationEvent(transaction, {
    remediationId: held.id,
    at: new Date(),
    actorId: actor.id,
    actor: actor.name,
    action,
    from,
    to,
    reason: reason || null,
    detail: Object.fromEntries(
      Object.entries(detail).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
    ),
  });
  await recordEvent(transaction, actor, action, held.target.name, {
    ...detail,
    title: held.title,
    digest: held.version.digest,
    ...(reason === '' ? {} : { reason }),
  });
}
