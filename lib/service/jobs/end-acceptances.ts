import { recordEvent } from '../audit/record.ts';
import { actAsPostern } from '../auth/access.ts';
import { changeRecords, lockChosen, noAcceptance } from '../db/chosen-findings.ts';
import { inTransaction } from '../db/client.ts';
import { recountShown } from '../db/count-findings.ts';
import { findEndedAcceptances } from '../db/ended-acceptances.ts';
import { insertEvents } from '../db/finding-events.ts';
import { queueJudgements } from '../db/judgements.ts';
import { fleetScope } from '../findings/fleet-scope.ts';

const actor = actAsPostern().actor;

/**
 * Reopens findings whose acceptance is over, without waiting for a scan: in their history, in the figures and in the trail.
 * `today`: YYYY-MM-DD, UTC; an acceptance holds to the end of its last day. Answers how many.
 */
export async function endAcceptances(today: string): Promise<number> {
  const ended = await findEndedAcceptances(today);
  if (ended.length === 0) return 0;
  const { scope, targets } = await fleetScope(null);
  return inTransaction(async (transaction) => {
    // A scan, or another worker, may have been faster.
    const records = (await lockChosen(transaction, ended)).filter(
      ({ acceptedUntil }) => acceptedUntil !== null && acceptedUntil < today,
    );
    const after = (state: string) => (state === 'false-positive' ? state : 'reopened');
    for (const [state, ones] of Map.groupBy(records, (record) => after(record.state))) {
      const ids = ones.map((record) => record.id);
      await changeRecords(transaction, ids, { state, stateAt: new Date(), ...noAcceptance });
    }
    await insertEvents(
      transaction,
      records.map((record) => ({
        recordId: record.id,
        at: new Date(),
        actorId: null,
        actor: actor.name,
        action: 'acceptance-over',
        from: record.state,
        to: after(record.state),
        reason: `It held until ${record.acceptedUntil}.`,
        detail: { until: record.acceptedUntil },
      })),
    );
    await recountShown(transaction, records, { ...scope, today });
    for (const [targetId, ones] of Map.groupBy(records, (record) => record.targetId)) {
      const first = ones.slice(0, 20).map((record) => record.fingerprint);
      const detail = { findings: ones.length, first };
      const name = targets.get(targetId)?.name ?? targetId;
      await recordEvent(transaction, actor, 'finding.acceptance-over', name, detail);
      // Coverage, score and reports are what was judged: they follow.
      await queueJudgements(transaction, targetId, null);
    }
    return records.length;
  });
}
