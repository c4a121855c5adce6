import { type AuditAction, type AuditDetail, recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { type ChosenRecord, lockChosen } from '../db/chosen-findings.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { insertEvents } from '../db/finding-events.ts';
import type { FindingScope } from '../db/finding-where.ts';
import { type ShownState, shownState } from '../findings/finding-state.ts';
import { type BulkOutcome, choose, type Refusal, type Selection } from './selection.ts';

/** A chosen finding, as it stands in the transaction that changes it. */
export interface ActedOn extends ChosenRecord {
  readonly shown: ShownState;
}

/** What is done to one finding: a line of its history, or why not, in a sentence. */
export type Step =
  | { readonly refused: string }
  | {
      readonly action: string;
      readonly to?: string;
      readonly reason: string | null;
      readonly detail?: Readonly<Record<string, string | null>>;
    };

export interface ActionOnFindings {
  readonly trail: AuditAction;
  readonly detail: AuditDetail;
  readonly step: (finding: ActedOn) => Step;
  /** Writes what the steps say, for those that were not refused. */
  readonly write: (
    transaction: Transaction,
    findings: readonly ActedOn[],
    scope: FindingScope,
  ) => Promise<void>;
}

/**
 * Does one thing to every chosen finding, in one transaction: each is looked at by itself, those that cannot be are said with
 * their reason, and histories and the trail tell of the others.
 */
export async function actOnFindings(
  access: Access<'finding:triage'>,
  selection: Selection,
  act: ActionOnFindings,
): Promise<BulkOutcome> {
  const { fleet, ids, refused } = await choose(access, selection);
  return inTransaction(async (transaction) => {
    const chosen = (await lockChosen(transaction, ids)).map((record) => ({
      ...record,
      shown: shownState(
        {
          ...record,
          baselined: record.baseline !== null,
          present: fleet.scope.scanIds.includes(record.lastScanId),
        },
        fleet.scope.today,
      ),
    }));
    const steps = chosen.map((finding) => ({ finding, step: act.step(finding) }));
    const done = steps.flatMap(({ finding, step }) => ('refused' in step ? [] : [{ finding, step }]));
    if (done.length > 0) {
      await act.write(
        transaction,
        done.map(({ finding }) => finding),
        fleet.scope,
      );
      const at = new Date();
      await insertEvents(
        transaction,
        done.map(({ finding, step }) => ({
          recordId: finding.id,
          at,
          actorId: access.actor.id,
          actor: access.actor.name,
          action: step.action,
          from: finding.state,
          to: step.to ?? finding.state,
          reason: step.reason,
          detail: { ...step.detail },
        })),
      );
      for (const [targetId, ones] of Map.groupBy(done, ({ finding }) => finding.targetId)) {
        await recordEvent(
          transaction,
          access.actor,
          act.trail,
          fleet.targets.get(targetId)?.name ?? targetId,
          {
            ...act.detail,
            findings: ones.length,
            first: ones.slice(0, 20).map(({ finding }) => finding.fingerprint),
          },
        );
      }
    }
    const left = steps.flatMap(({ finding, step }): readonly Refusal[] =>
      'refused' in step
        ? [
            {
              target: finding.targetId,
              fingerprint: finding.fingerprint,
              title: finding.title,
              why: step.refused,
            },
          ]
        : [],
    );
    return { done: done.length, refused: [...refused, ...left] };
  });
}
