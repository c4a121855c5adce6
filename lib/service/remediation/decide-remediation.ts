import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { proofSchema, reauthenticate } from '../auth/reauthenticate.ts';
import { requireActor } from '../auth/require-actor.ts';
import { inTransaction, isDuplicate, type Transaction } from '../db/client.ts';
import { insertApproval, voidApprovals } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { oneApproverSentence, oneHandSentence } from '../people/same-hand.ts';
import { noteSchema, reasonSchema } from '../triage/note.ts';
import { weighing } from './approved-script.ts';
import { releaseFindings } from './mark-findings.ts';
import {
  type Held,
  holdRemediation,
  moveRemediation,
  requireMove,
  tellRemediation,
} from './move-remediation.ts';
import { approvalHours, isSatisfied } from './requirements.ts';
import { boundOf, isInTheirHands, sealed, validApprovers, writersOf } from './valid-approvals.ts';
import { denialOf, weigh } from './weigh.ts';

export const approvalSchema = z.strictObject({
  /** Digest of the script the approver looked at: an approval of anything else is refused. */
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'is the SHA-256 of the script'),
  note: noteSchema.default(''),
  proof: proofSchema,
});

export const rejectionSchema = z.strictObject({ reason: reasonSchema });

/** Throws `forbidden` where this person may not decide about it, whatever their role. */
async function requireSecondPerson(held: Held, personId: string, transaction: Transaction): Promise<void> {
  if (writersOf(held).has(personId))
    throw new ServiceError('forbidden', 'Somebody else has to approve what you wrote, edited or submitted.');
  const { registrars, sameHand } = await weighing(held, new Date(), transaction);
  if (registrars.has(personId))
    throw new ServiceError(
      'forbidden',
      'You registered the credential it would run with: somebody else has to approve it.',
    );
  if (isInTheirHands(held, personId, { registrars, sameHand }))
    throw new ServiceError('forbidden', oneHandSentence);
}

/**
 * Agrees to the version that was looked at, with the password typed again. When the rules in force are met with it, the
 * remediation is approved. `address`: where the request comes from. Answers the state it is in then.
 */
export async function approveRemediation(
  access: Access<'remediation:approve'>,
  id: string,
  { digest, note, proof }: z.infer<typeof approvalSchema>,
  address: string,
): Promise<{ readonly state: 'submitted' | 'approved' }> {
  access.demand('remediation:approve');
  await reauthenticate(access, proof, { address, about: `approving remediation ${id}` });
  try {
    return await inTransaction((transaction) => approveIn(transaction, access, id, digest, note));
  } catch (error) {
    if (isDuplicate(error)) throw new ServiceError('conflict', 'You have approved it already.');
    throw error;
  }
}

async function approveIn(
  transaction: Transaction,
  access: Access<'remediation:approve'>,
  id: string,
  digest: string,
  note: string,
): Promise<{ readonly state: 'submitted' | 'approved' }> {
  const { actor } = access;
  const held = await holdRemediation(transaction, id);
  const person = await requireActor(transaction, access, 'remediation:approve');
  await requireSecondPerson(held, person.id, transaction);
  if (held.state !== 'submitted')
    throw new ServiceError('conflict', `This remediation is ${held.state}: there is nothing to approve.`);
  if (held.version.digest !== digest)
    throw new ServiceError('conflict', 'It is another version than the one you looked at. Look again.', {
      version: held.version.number,
      digest: held.version.digest,
    });
  const now = new Date();
  const requirements = await weigh(held, transaction);
  const denial = denialOf(requirements);
  if (denial !== null) throw new ServiceError('conflict', denial);
  if (!requirements.all.some(({ rule }) => rule.roles.some((role) => role === person.role)))
    throw new ServiceError('forbidden', 'The approval rules ask for people of another role.');
  const weighed = await weighing(held, now, transaction);
  if (
    validApprovers(held, weighed).some(
      ({ id: other }) => other !== person.id && weighed.sameHand(other, person.id),
    )
  )
    throw new ServiceError('forbidden', oneApproverSentence);
  const ended = held.approvals
    .filter((one) => one.voidedAt === null && one.expiresAt <= now)
    .map((one) => one.id);
  if (ended.length > 0) await voidApprovals(transaction, { remediationId: id, ids: ended }, 'it ended');
  const approval = {
    id: randomUUID(),
    approverId: person.id,
    role: person.role,
    at: now,
    expiresAt: new Date(now.getTime() + approvalHours(requirements) * 3_600_000),
  };
  const binding = sealed(boundOf(held), approval);
  await insertApproval(transaction, {
    ...approval,
    ...binding,
    remediationId: id,
    versionId: held.version.id,
    note,
  });
  const after = await holdRemediation(transaction, id);
  const approvers = validApprovers(after, await weighing(after, now, transaction));
  const detail = { approval: approval.id, hash: binding.hash, expiresAt: approval.expiresAt.toISOString() };
  if (approvers.length < after.approvalsNeeded || !isSatisfied(requirements, approvers)) {
    await tellRemediation(transaction, actor, after, { action: 'remediation.approve', reason: note, detail });
    return { state: 'submitted' };
  }
  await moveRemediation(transaction, actor, after, {
    to: 'approved',
    trail: 'remediation.approve',
    reason: note,
    detail,
  });
  return { state: 'approved' };
}

/** Says no, with a reason; also after it was approved, as long as it has not begun. */
export async function rejectRemediation(
  access: Access<'remediation:approve'>,
  id: string,
  { reason }: z.infer<typeof rejectionSchema>,
): Promise<void> {
  access.demand('remediation:approve');
  await inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    await requireActor(transaction, access, 'remediation:approve');
    requireMove(held, 'rejected');
    if (writersOf(held).has(access.person.id))
      throw new ServiceError('forbidden', 'It is your own: withdraw it instead.');
    await releaseFindings(transaction, access.actor, held, 'rejected');
    await moveRemediation(transaction, access.actor, held, {
      to: 'rejected',
      trail: 'remediation.reject',
      reason,
    });
  });
}
