import type { Actor } from '../auth/access.ts';
import { type ChosenRecord, changeRecords, lockChosen } from '../db/chosen-findings.ts';
import type { Transaction } from '../db/client.ts';
import { recountShown } from '../db/count-findings.ts';
import { insertEvents } from '../db/finding-events.ts';
import { findOthersUnderWay } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { fleetScope } from '../findings/fleet-scope.ts';
import type { Held } from './move-remediation.ts';
import type { RemediationState } from './remediation-state.ts';

/** States in which a remediation keeps its findings in remediation. */
export const underWay: readonly RemediationState[] = [
  'submitted',
  'approved',
  'scheduled',
  'applying',
  'needs-human',
  'failed',
  'handed-off',
];

async function setState(
  transaction: Transaction,
  actor: Actor,
  held: Pick<Held, 'id' | 'title'>,
  records: readonly ChosenRecord[],
  said: { readonly to: 'in-remediation' | 'open'; readonly action: string },
): Promise<void> {
  if (records.length === 0) return;
  const at = new Date();
  await changeRecords(
    transaction,
    records.map((record) => record.id),
    { state: said.to, stateAt: at },
  );
  await insertEvents(
    transaction,
    records.map((record) => ({
      recordId: record.id,
      at,
      actorId: actor.id,
      actor: actor.name,
      action: said.action,
      from: record.state,
      to: said.to,
      reason: held.title,
      detail: { remediation: held.id },
    })),
  );
  await recountShown(transaction, records, (await fleetScope(null)).scope);
}

const idsOf = (held: Held) => held.version.findings.map((finding) => finding.recordId);

/** Open findings are in remediation from here on. Throws `conflict` where another remediation has one in hand. */
export async function takeFindings(transaction: Transaction, actor: Actor, held: Held): Promise<void> {
  const ids = idsOf(held);
  const [other] = await findOthersUnderWay(transaction, held.id, ids, underWay);
  if (other !== undefined)
    throw new ServiceError('conflict', 'Another remediation of one of these findings is under way.', {
      remediation: other.id,
      title: other.title,
    });
  const records = (await lockChosen(transaction, ids)).filter(
    ({ state }) => state === 'open' || state === 'reopened',
  );
  await setState(transaction, actor, held, records, {
    to: 'in-remediation',
    action: 'remediation-submitted',
  });
}

/** Findings of a remediation that came to nothing are open again, unless somebody else has them in hand. */
export async function releaseFindings(
  transaction: Transaction,
  actor: Actor,
  held: Held,
  why: 'draft' | 'rejected' | 'withdrawn' | 'expired' | 'undone' | 'closed',
): Promise<void> {
  const ids = idsOf(held);
  const others = new Set(
    (await findOthersUnderWay(transaction, held.id, ids, underWay)).map((one) => one.recordId),
  );
  const records = (await lockChosen(transaction, ids)).filter(
    ({ id, state }) => state === 'in-remediation' && !others.has(id),
  );
  await setState(transaction, actor, held, records, { to: 'open', action: `remediation-${why}` });
}
