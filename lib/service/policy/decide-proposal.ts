import { z } from 'zod';
import type { PolicyEdit } from '../../engine/policy/edit/policy-edit.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { lockPolicy } from '../db/policies.ts';
import { decideProposal, findProposal, type ProposalRow } from '../db/policy-proposals.ts';
import { ServiceError } from '../errors.ts';
import { oneHandSentence, sameHandSince } from '../people/same-hand.ts';
import { editedText } from './change-policy.ts';
import { scopeName, scopeOf } from './policy-scope.ts';
import { type PolicyOutcome, requireCurrent, saveVersion } from './save-version.ts';
import { unstatedText } from './unstated-text.ts';

export const decisionReasonSchema = z.string().trim().min(1, 'say why, for whoever reads the trail').max(500);

async function waiting(id: string): Promise<ProposalRow> {
  const proposal = await findProposal(id);
  if (proposal === null) throw new ServiceError('not-found', 'There is no such proposal.');
  if (proposal.state !== 'waiting')
    throw new ServiceError('conflict', `This proposal was ${proposal.state} already.`);
  return proposal;
}

/** As `changePolicy` wrote them: they were checked when they were proposed, and what they make is loaded again. */
const editsOf = (proposal: ProposalRow) =>
  Array.isArray(proposal.edits) ? (proposal.edits as readonly PolicyEdit[]) : [];

/**
 * A proposal's text as it would come into force on `currentText`: edits are made again, a whole text stands as it is.
 * Throws `conflict` and `invalid-policy`.
 */
export function proposedText(proposal: ProposalRow, currentText: string): string {
  return proposal.text ?? editedText(currentText, editsOf(proposal));
}

const taken = () =>
  new ServiceError('conflict', 'Somebody else decided about this proposal in the meantime.');

/**
 * Lets a proposal come into force. Throws `forbidden` for its own author, `conflict` where it was decided already, where a
 * whole text was not written from the version in force, or where an entry it edits is gone.
 */
export async function approveProposal(
  access: Access<'policy:edit'>,
  id: string,
  reason: string | null = null,
): Promise<PolicyOutcome> {
  access.demand('policy:edit');
  const { person } = access;
  const proposal = await waiting(id);
  if (proposal.authorId === person.id)
    throw new ServiceError('forbidden', 'Somebody else has to approve what you proposed.');
  const name = await scopeName(scopeOf(proposal.targetId));
  return inTransaction(async (transaction) => {
    if ((await sameHandSince(proposal.createdAt, transaction))(proposal.authorId, person.id))
      throw new ServiceError('forbidden', oneHandSentence);
    const current = await lockPolicy(transaction, proposal.targetId);
    if (proposal.text !== null) requireCurrent(current, proposal.basedOn);
    const outcome = await saveVersion(transaction, access.actor, current, {
      targetId: proposal.targetId,
      name,
      text: proposedText(proposal, current?.text ?? unstatedText),
      reason: proposal.reason,
      authorId: proposal.authorId,
      approverId: person.id,
    });
    const version = outcome.state === 'current' ? outcome.version : 0;
    const decision = { state: 'approved', deciderId: person.id, decisionReason: reason, version } as const;
    if (!(await decideProposal(transaction, id, decision))) throw taken();
    await recordEvent(transaction, access.actor, 'policy.approve', name, { proposal: id, version, reason });
    return outcome;
  });
}

async function close(
  access: Access<'policy:edit'>,
  proposal: ProposalRow,
  state: 'rejected' | 'withdrawn',
  reason: string | null,
): Promise<void> {
  const name = await scopeName(scopeOf(proposal.targetId));
  await inTransaction(async (transaction) => {
    const decision = { state, deciderId: access.person.id, decisionReason: reason };
    if (!(await decideProposal(transaction, proposal.id, decision))) throw taken();
    const action = state === 'rejected' ? 'policy.reject' : 'policy.withdraw';
    await recordEvent(transaction, access.actor, action, name, { proposal: proposal.id, reason });
  });
}

/** Refuses a proposal, with a reason. Its author withdraws it instead. */
export async function rejectProposal(
  access: Access<'policy:edit'>,
  id: string,
  reason: string,
): Promise<void> {
  access.demand('policy:edit');
  const proposal = await waiting(id);
  if (proposal.authorId === access.person.id)
    throw new ServiceError('forbidden', 'This is your own proposal: withdraw it.');
  await close(access, proposal, 'rejected', reason);
}

/** Takes the own proposal back. */
export async function withdrawProposal(access: Access<'policy:edit'>, id: string): Promise<void> {
  access.demand('policy:edit');
  const proposal = await waiting(id);
  if (proposal.authorId !== access.person.id)
    throw new ServiceError('forbidden', 'This is not your proposal: reject it, with a reason.');
  await close(access, proposal, 'withdrawn', null);
}
