import { randomUUID } from 'node:crypto';
import type { Actor } from '../auth/access.ts';
import { isDuplicate, type Transaction } from '../db/client.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { countUnsettled, insertExecution } from '../db/execution-requests.ts';
import { ServiceError } from '../errors.ts';
import { type GivenCredential, keepGivenCredential } from './execution-credential.ts';
import { type Held, moveRemediation, requireMove } from './move-remediation.ts';

export interface Begin {
  readonly direction: 'up' | 'down';
  readonly requestedById: string | null;
  /** Given for this run; else the held one is used. */
  readonly credential: GivenCredential | null;
  /** The role that was approved. */
  readonly role: string;
}

/** Throws `conflict` unless there is a credential of the role that was approved. */
export async function requireCredential(
  transaction: Transaction,
  held: Held,
  { credential, role }: Pick<Begin, 'credential' | 'role'>,
): Promise<void> {
  const given = credential?.role ?? (await findHeldCredential(held.targetId, transaction))?.role ?? null;
  if (given === null)
    throw new ServiceError('password-required', `Give the password of ${role}, or register its credential.`);
  if (given !== role)
    throw new ServiceError(
      'conflict',
      `It was approved for the role ${role}, and the credential is of ${given}.`,
    );
}

/** Throws `conflict` where something else runs on the target, or ended in a way that nobody has settled. */
export async function requireFree(transaction: Transaction, targetId: string): Promise<void> {
  if ((await countUnsettled(transaction, targetId)) > 0)
    throw new ServiceError(
      'conflict',
      'Another change is running on this database, or its end has to be settled by a person first.',
    );
}

/**
 * The intent: written with the state `applying`, before anything happens; the worker takes it from there. Only after
 * `approvedScript` said what may run. Answers the execution's id.
 */
export async function beginExecution(
  transaction: Transaction,
  actor: Actor,
  held: Held,
  begin: Begin,
): Promise<string> {
  const { direction, requestedById, credential } = begin;
  requireMove(held, 'applying');
  await requireFree(transaction, held.targetId);
  await requireCredential(transaction, held, begin);
  const id = randomUUID();
  const moved = await moveRemediation(transaction, actor, held, {
    to: 'applying',
    trail: direction === 'up' ? 'remediation.apply' : 'remediation.undo',
    detail: { execution: id, role: begin.role, credential: credential === null ? 'held' : 'given' },
  });
  await insertExecution(transaction, {
    id,
    remediationId: held.id,
    versionId: moved.version.id,
    targetId: held.targetId,
    direction,
    requestedById,
  });
  if (credential !== null) await keepGivenCredential(transaction, moved, id, credential, requestedById);
  return id;
}

/** As an answer for people, where two pressed at the same moment. */
export function asBusy(error: unknown): unknown {
  return isDuplicate(error)
    ? new ServiceError('conflict', 'Another change is running on this database.')
    : error;
}
