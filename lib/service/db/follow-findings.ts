import { randomUUID } from 'node:crypto';
import { recordEvent } from '../audit/record.ts';
import {
  firstSeen,
  type Known,
  type LifeStep,
  lookedEverywhere,
  seenAgain,
} from '../findings/finding-life.ts';
import type { FoundFinding, ScanRecord } from '../jobs/scan-record.ts';
import type { Transaction } from './client.ts';
import { recountFindings } from './count-findings.ts';
import { insertEvents, type NewEvent } from './finding-events.ts';
import { insertRecords, lockRecords, markFixed, type RecordRow, updateRecords } from './finding-records.ts';

export interface StoredScan {
  readonly targetId: string;
  readonly scanId: string;
  /** A judgement read nothing anew. */
  readonly kind: 'read' | 'judgement';
  readonly at: Date;
  readonly policyVersion: number | null;
}

type Row = FoundFinding & { readonly baseline: { reason: string; approvedBy: string } | null };

/** What a scan did to findings, beside what it found: for the trail. */
export interface Followed {
  readonly opened: number;
  readonly reopened: number;
  readonly fixed: number;
  /** Fingerprints whose running acceptance the policy does not hold any more. */
  readonly revoked: readonly string[];
}

/**
 * Carries a stored scan into the lives of its target's findings. Within the transaction that stores it, so that no list sees
 * one without the other.
 */
export async function followFindings(
  transaction: Transaction,
  scan: StoredScan,
  record: Pick<ScanRecord, 'findings' | 'baseline' | 'verdicts'>,
): Promise<Followed> {
  const judgement = { today: scan.at.toISOString().slice(0, 10), policyVersion: scan.policyVersion };
  const known = new Map((await lockRecords(transaction, scan.targetId)).map((row) => [row.fingerprint, row]));
  const rows: readonly Row[] = [
    ...record.findings.map((row) => ({ ...row, baseline: null })),
    ...record.baseline,
  ];
  const steps = rows.map((row) => {
    const before = known.get(row.fingerprint) ?? null;
    const id = before?.id ?? randomUUID();
    const step = before === null ? firstSeen(row, judgement) : seenAgain(before, row, judgement);
    return { id, row, before, step };
  });
  const earlier = known.size > 0 || (await hasEarlierScan(transaction, scan));
  const fresh = steps.flatMap(({ id, row, before, step }) =>
    before === null ? [{ ...row, id, state: step.state, appeared: earlier }] : [],
  );
  await insertRecords(transaction, scan, fresh);
  await updateRecords(
    transaction,
    scan,
    steps.flatMap(({ row, before, step }) =>
      before === null
        ? []
        : [{ ...row, state: step.state, changed: step.state !== before.state, appeared: cameBack(step) }],
    ),
  );
  const gone = goneFrom(known, rows, record.verdicts);
  await markFixed(
    transaction,
    scan,
    gone.map((row) => row.id),
  );
  const events = [
    ...steps.flatMap(({ id, before, step }) => eventsOf(id, before, step, scan)),
    ...gone.flatMap((row) => eventsOf(row.id, row, fixedStep(scan), scan)),
  ];
  await insertEvents(transaction, events);
  await recountFindings(transaction, scan.scanId, judgement.today);
  const revoked = steps
    .filter(({ step }) => step.events.some((event) => event.action === 'acceptance-removed'))
    .map(({ row }) => row.fingerprint);
  if (revoked.length > 0) await tellLostAcceptances(transaction, scan, revoked);
  return {
    opened: fresh.length,
    reopened: steps.filter(
      ({ before, step }) => before && step.state === 'reopened' && before.state !== 'reopened',
    ).length,
    fixed: gone.length,
    revoked,
  };
}

const cameBack = (step: LifeStep) =>
  step.events.some(({ action }) => action === 'found-again' || action === 'baseline-left');

const fixedStep = ({ policyVersion }: StoredScan): LifeStep => ({
  state: 'fixed',
  events: [
    {
      action: 'fixed',
      reason: `Its control looked everywhere and did not find it (${policyVersion === null ? 'no policy' : `policy version ${policyVersion}`}).`,
    },
  ],
});

/** Known findings that this scan proves gone: their control judged, and nothing was left unread. */
function goneFrom(
  known: ReadonlyMap<string, RecordRow>,
  rows: readonly Row[],
  verdicts: ScanRecord['verdicts'],
): readonly RecordRow[] {
  // What another control says now is not gone: it stays as it was until neither finds it.
  const referred = verdicts.flatMap((verdict) => verdict.referred?.fingerprints ?? []);
  const here = new Set([...rows.map((row) => row.fingerprint), ...referred]);
  const looked = new Set(verdicts.filter(lookedEverywhere).map((verdict) => verdict.control));
  return [...known.values()].filter(
    (row) => row.state !== 'fixed' && !here.has(row.fingerprint) && looked.has(row.control),
  );
}

function eventsOf(
  recordId: string,
  before: Pick<Known, 'state'> | null,
  step: LifeStep,
  scan: StoredScan,
): readonly NewEvent[] {
  return step.events.map(({ action, reason }) => ({
    recordId,
    at: scan.at,
    actorId: null,
    actor: 'postern',
    action,
    from: before?.state ?? null,
    to: step.state,
    reason,
    detail: { scan: scan.scanId, policyVersion: scan.policyVersion },
  }));
}

/** A policy that lost a running exception reopens findings: never without a word in the trail. */
async function tellLostAcceptances(
  transaction: Transaction,
  scan: StoredScan,
  fingerprints: readonly string[],
): Promise<void> {
  const target = await transaction.target.findUniqueOrThrow({
    where: { id: scan.targetId },
    select: { name: true },
  });
  const actor = { id: null, name: 'postern' };
  await recordEvent(transaction, actor, 'finding.acceptance-lost', target.name, {
    scan: scan.scanId,
    policyVersion: scan.policyVersion,
    findings: fingerprints.length,
    first: fingerprints.slice(0, 20),
  });
}

async function hasEarlierScan(transaction: Transaction, scan: StoredScan): Promise<boolean> {
  const before = await transaction.scan.findFirst({
    where: { targetId: scan.targetId, state: 'done', id: { not: scan.scanId } },
    select: { id: true },
  });
  return before !== null;
}
