import { recordEvent } from '../audit/record.ts';
import { actAsPostern } from '../auth/access.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { findReadScan, queueJudgements } from '../db/judgements.ts';
import { type ClaimedScan, endScan, releaseScan } from '../db/scan-queue.ts';
import { storeResult } from '../db/store-result.ts';
import { findTarget, type TargetRow } from '../db/targets.ts';
import { toServiceError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { policyInForce, sameVersions } from '../policy/policy-in-force.ts';
import { readLayers } from '../policy/read-layers.ts';
import { seeLanded } from '../remediation/see-landed.ts';
import { EnvelopeError } from '../secrets/envelope.ts';
import { sentence } from '../targets/test-connection.ts';
import { type Pulse, startPulse } from './pulse.ts';
import { scanInThread, type ThreadOutcome } from './scan-in-thread.ts';
import type { ScanRecord } from './scan-record.ts';
import { workOf } from './thread-work.ts';

const actor = actAsPostern().actor;

/** 180,000 findings of 50,000 tables take about a minute; whoever holds the disk may make it several. */
const longest = { timeoutMs: 600_000 };

/** Runs one claimed scan to its end, whatever that is, and stores it. Never throws. */
export async function runScan(claim: ClaimedScan, stopping: AbortSignal): Promise<void> {
  const pulse = startPulse(claim, stopping);
  const target = await findTarget(claim.targetId).catch(() => null);
  try {
    if (target === null) throw new Error('the target is gone');
    const policy = await policyInForce(target.id);
    readLayers(policy.texts);
    const work = await workOf(claim, target, policy.texts);
    const outcome = await scanInThread(work.input, {
      signal: pulse.signal,
      onProgress: (progress) => {
        pulse.state.progress = progress;
      },
    });
    await pulse.stop();
    if (pulse.state.verdict === 'lost') return;
    if (outcome.kind !== 'done') return await end(claim, target.name, outcome, stopping, pulse);
    await inTransaction(async (transaction) => {
      if (!(await storeResult(transaction, claim, policy, outcome.record))) return;
      // The policy came to say something else meanwhile, or the server was read anew: this is judged again.
      const moved = !sameVersions(policy, await policyInForce(target.id));
      const older =
        work.readScanId !== null && work.readScanId !== (await findReadScan(target.id, transaction));
      // Before the trail is locked: whoever saves a policy queues judgements and writes to the trail in this order too.
      const judgements = moved || older ? await queueJudgements(transaction, target.id, null) : [];
      await recordFinish(transaction, claim, target, outcome.record);
      for (const { id } of judgements)
        await recordEvent(transaction, actor, 'judgement.request', target.name, { scan: id });
    }, longest);
    if (claim.kind === 'read') await seeLanded(target.id);
  } catch (error) {
    await pulse.stop();
    const { code, message } = said(error);
    if (code === 'internal') logFailure(`scan ${claim.id}`, error);
    await end(
      claim,
      target?.name ?? claim.targetId,
      { kind: 'failed', code, message },
      stopping,
      pulse,
    ).catch((again: unknown) => logFailure(`ending scan ${claim.id}`, again));
  }
}

async function recordFinish(
  transaction: Transaction,
  claim: ClaimedScan,
  target: TargetRow,
  { databases, summary }: ScanRecord,
): Promise<void> {
  const { critical, high } = summary.findings;
  const detail = { scan: claim.id, databases: databases.length, gaps: summary.gaps, critical, high };
  const action = claim.kind === 'judgement' ? 'judgement.finish' : 'scan.finish';
  await recordEvent(transaction, actor, action, target.name, detail);
}

/** Why a scan did not come about, by code and in a sentence; only errors made for people say what they say. */
function said(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof EnvelopeError)
    return { code: 'credential', message: `${error.message}: type it again` };
  const known = toServiceError(error);
  if (known.code !== 'internal') return known;
  return { code: 'internal', message: 'Postern itself failed. The server log has the details.' };
}

/** A scan without a result: cancelled by a person, handed back because this worker stops, or failed with a code and a sentence. */
async function end(
  claim: ClaimedScan,
  name: string,
  outcome: Exclude<ThreadOutcome, { kind: 'done' }>,
  stopping: AbortSignal,
  pulse: Pulse,
): Promise<void> {
  if (pulse.state.verdict === 'lost') return;
  if (stopping.aborted && pulse.state.verdict === 'going') return releaseScan(claim);
  await inTransaction(async (transaction) => {
    if (outcome.kind === 'cancelled' || pulse.state.verdict === 'cancel') {
      await endScan(transaction, claim, { state: 'cancelled' });
      return;
    }
    const message = sentence(outcome.message);
    const ended = await endScan(transaction, claim, { state: 'failed', code: outcome.code, message });
    const detail = { scan: claim.id, code: outcome.code };
    const action = claim.kind === 'judgement' ? 'judgement.fail' : 'scan.fail';
    if (ended) await recordEvent(transaction, actor, action, name, detail);
  });
}
