import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { type ChosenRecord, lockChosen } from '../db/chosen-findings.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { insertEvents } from '../db/finding-events.ts';
import { decideRequest, type LockedRequest, lockRequest } from '../db/finding-requests.ts';
import { ServiceError } from '../errors.ts';
import { oneHandSentence, sameHandSince } from '../people/same-hand.ts';
import { carryOut } from './carry-out.ts';

type Decision = 'approved' | 'rejected' | 'withdrawn';

const trails = {
  approved: 'finding.approve',
  rejected: 'finding.reject',
  withdrawn: 'finding.withdraw',
} as const;

async function openRequest(transaction: Transaction, id: string): Promise<LockedRequest> {
  const request = await lockRequest(transaction, id);
  if (request === null || request.target.archivedAt !== null)
    throw new ServiceError('not-found', 'There is no such request.');
  if (request.state !== 'requested')
    throw new ServiceError('conflict', `This request was ${request.state} already.`);
  return request;
}

async function tell(
  transaction: Transaction,
  actor: Access<never>['actor'],
  request: LockedRequest,
  decision: Decision,
  words: string,
  done: { readonly records: readonly ChosenRecord[]; readonly to?: string; readonly policyVersion?: number },
): Promise<void> {
  const version = done.policyVersion ?? null;
  const at = new Date();
  await insertEvents(
    transaction,
    done.records.map((record) => ({
      recordId: record.id,
      at,
      actorId: actor.id,
      actor: actor.name,
      action: `${request.kind}-${decision}`,
      from: record.state,
      to: done.to ?? record.state,
      reason: words || null,
      detail: { request: request.id, policyVersion: version, until: request.until },
    })),
  );
  await recordEvent(transaction, actor, trails[decision], request.target.name, {
    request: request.id,
    kind: request.kind,
    findings: done.records.length,
    requestedBy: request.requestedBy.email,
    policyVersion: version,
    reason: words,
  });
}

/** What has changed since it was asked for, so that an approval would be of something nobody looked at. */
function requireUnchanged(request: LockedRequest, records: readonly ChosenRecord[]): void {
  const asked = new Map(request.items.map((item) => [item.recordId, item.evidenceDigest]));
  const changed = records.filter(
    (record) => record.state === 'fixed' || record.evidenceDigest !== asked.get(record.id),
  );
  if (changed.length === 0) return;
  const which = changed.map(({ fingerprint, title, state }) => ({
    fingerprint,
    title,
    why: state === 'fixed' ? 'It is fixed.' : 'What was seen has changed since.',
  }));
  throw new ServiceError(
    'conflict',
    `${changed.length} of ${records.length} findings have changed since it was asked for. Reject it, or have it asked again.`,
    which,
  );
}

/**
 * Approves what another person asked for, and carries it out: the policy's exception or baseline in a new version, or the state of
 * the findings. Nobody approves their own request, whatever their role: refused here, and by a constraint of the database.
 */
export async function approveRequest(
  access: Access<'finding:approve' | 'policy:edit'>,
  id: string,
  note: string,
): Promise<{ readonly policyVersion: number | null }> {
  access.demand('finding:approve');
  const { person } = access;
  return inTransaction(async (transaction) => {
    const request = await openRequest(transaction, id);
    if (request.requestedById === person.id)
      throw new ServiceError('forbidden', 'Somebody else has to approve what you asked for.');
    if ((await sameHandSince(request.requestedAt, transaction))(request.requestedById, person.id))
      throw new ServiceError('forbidden', oneHandSentence);
    const records = await lockChosen(
      transaction,
      request.items.map((item) => item.recordId),
    );
    requireUnchanged(request, records);
    const done = await carryOut(transaction, access, request, records);
    const version = done.policyVersion === undefined ? {} : { policyVersion: done.policyVersion };
    await decideRequest(transaction, id, {
      state: 'approved',
      decidedById: person.id,
      decision: note,
      ...version,
    });
    await tell(transaction, access.actor, request, 'approved', note, { records, ...done });
    return { policyVersion: done.policyVersion ?? null };
  });
}

/** Refuses what another person asked for, with a reason. */
export async function rejectRequest(
  access: Access<'finding:approve'>,
  id: string,
  reason: string,
): Promise<void> {
  access.demand('finding:approve');
  await close(access, id, 'rejected', reason);
}

/** Takes back the own request. */
export async function withdrawRequest(access: Access<'finding:triage'>, id: string): Promise<void> {
  access.demand('finding:triage');
  await close(access, id, 'withdrawn', '');
}

async function close(
  access: Pick<Access<never>, 'person' | 'actor'>,
  id: string,
  state: 'rejected' | 'withdrawn',
  words: string,
): Promise<void> {
  const { person } = access;
  await inTransaction(async (transaction) => {
    const request = await openRequest(transaction, id);
    const own = request.requestedById === person.id;
    if (own && state === 'rejected')
      throw new ServiceError('forbidden', 'It is your own request: withdraw it instead.');
    if (!own && state === 'withdrawn')
      throw new ServiceError('forbidden', 'Only who asked for it can take it back.');
    await decideRequest(transaction, id, { state, decidedById: person.id, decision: words });
    const records = await lockChosen(
      transaction,
      request.items.map((item) => item.recordId),
    );
    await tell(transaction, access.actor, request, state, words, { records });
  });
}
