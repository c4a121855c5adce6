import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { proofSchema, reauthenticate } from '../auth/reauthenticate.ts';
import { requireActor } from '../auth/require-actor.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { ServiceError } from '../errors.ts';
import { sameHandSince } from '../people/same-hand.ts';
import { approvedRun } from './approved-script.ts';
import { asBusy, beginExecution } from './begin-execution.ts';
import { executionCredentialSchema, type GivenCredential } from './execution-credential.ts';
import { isOpen, nextOpening } from './maintenance-window.ts';
import { type Held, holdRemediation, requireMove } from './move-remediation.ts';
import { type Scheduled, scheduleIn } from './schedule-remediation.ts';
import { validApprovers } from './valid-approvals.ts';
import { windowOf } from './window-of.ts';

export const startSchema = z.strictObject({
  proof: proofSchema,
  /** For this run alone; left out: the one that is registered for the database. */
  credential: executionCredentialSchema.optional(),
});

export type Start = z.infer<typeof startSchema>;

/** `applying`: it waits for the worker. `scheduled`: the maintenance window is closed, and it begins when it opens next. */
export type Started = { readonly state: 'applying'; readonly executionId: string } | Scheduled;

/** Who approved does not also hold the key. */
async function requireNotApprover(
  transaction: Transaction,
  held: Held,
  personId: string,
  credential: GivenCredential | null,
): Promise<void> {
  if (credential === null) return;
  const sameHand = await sameHandSince(held.createdAt, transaction);
  const approvers = validApprovers(held, { now: new Date(), registrars: new Set(), sameHand });
  if (approvers.some((one) => sameHand(one.id, personId)))
    throw new ServiceError(
      'forbidden',
      'You have approved it: somebody else has to give the credential, or it runs with the registered one.',
    );
}

/**
 * Has an approved remediation applied, with the password typed again. Everything is asked anew: approvals, people, rules, bytes,
 * window. Nothing runs in here: the worker takes the intent up, and asks once more.
 */
export async function requestApply(
  access: Access<'remediation:apply'>,
  id: string,
  { proof, credential = undefined }: Start,
  address: string,
): Promise<Started> {
  access.demand('remediation:apply');
  await reauthenticate(access, proof, { address, about: `applying remediation ${id}` });
  const given = credential ?? null;
  try {
    return await inTransaction(async (transaction) => {
      const held = await holdRemediation(transaction, id);
      await requireActor(transaction, access, 'remediation:apply');
      requireMove(held, 'applying');
      if (!['approved', 'scheduled', 'failed'].includes(held.state))
        throw new ServiceError('conflict', `This remediation is ${held.state}: it was applied already.`);
      const now = new Date();
      const run = await approvedRun(held, 'up', { now, within: transaction, window: 'ignored' });
      await requireNotApprover(transaction, held, access.person.id, given);
      const window = await windowOf(held.targetId, transaction);
      if (window !== null && !isOpen(window, now))
        return scheduleIn(transaction, access, held, nextOpening(window, now), given);
      const executionId = await beginExecution(transaction, access.actor, held, {
        direction: 'up',
        requestedById: access.person.id,
        credential: given,
        role: run.script.role,
      });
      return { state: 'applying', executionId } as const;
    });
  } catch (error) {
    throw asBusy(error);
  }
}

/**
 * Takes an applied remediation back, with the password typed again: the way back was approved with it, so nobody is asked anew,
 * and a closed maintenance window does not keep anybody from mending what it broke.
 */
export async function requestUndo(
  access: Access<'remediation:apply'>,
  id: string,
  { proof, credential = undefined }: Start,
  address: string,
): Promise<{ readonly executionId: string }> {
  access.demand('remediation:apply');
  await reauthenticate(access, proof, { address, about: `undoing remediation ${id}` });
  try {
    return await inTransaction((transaction) => undoIn(transaction, access, id, credential ?? null));
  } catch (error) {
    throw asBusy(error);
  }
}

async function undoIn(
  transaction: Transaction,
  access: Access<'remediation:apply'>,
  id: string,
  credential: GivenCredential | null,
): Promise<{ readonly executionId: string }> {
  const held = await holdRemediation(transaction, id);
  await requireActor(transaction, access, 'remediation:apply');
  if (held.state !== 'applied' && held.state !== 'verified')
    throw new ServiceError('conflict', `This remediation is ${held.state}: there is nothing to undo.`);
  const now = new Date();
  const run = await approvedRun(held, 'down', { now, within: transaction, window: 'ignored' });
  await requireNotApprover(transaction, held, access.person.id, credential);
  const executionId = await beginExecution(transaction, access.actor, held, {
    direction: 'down',
    requestedById: access.person.id,
    credential,
    role: run.script.role,
  });
  return { executionId };
}
