import { recordEvent } from '../audit/record.ts';
import { actAsPostern } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findCredential } from '../db/credentials.ts';
import { type ClaimedScan, endScan, releaseScan, renewLease } from '../db/scan-queue.ts';
import { storeResult } from '../db/store-result.ts';
import { findTarget, type TargetRow } from '../db/targets.ts';
import { toServiceError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { latestPolicy } from '../policy/latest-policy.ts';
import { EnvelopeError, openCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';
import { checkedAddress } from '../targets/checked-address.ts';
import { connectionSchema, substrateSchema } from '../targets/connection-form.ts';
import { sentence } from '../targets/test-connection.ts';
import { scanInThread, type ThreadOutcome } from './scan-in-thread.ts';
import type { ThreadProgress } from './thread-message.ts';

/** How often progress is written and a cancel is heard. */
const pulseMs = 400;

const actor = actAsPostern().actor;

interface Pulse {
  readonly signal: AbortSignal;
  readonly state: { progress: ThreadProgress; verdict: 'going' | 'cancel' | 'lost' };
  stop(): Promise<void>;
}

/** Renews the lease while the scan runs; aborts it on a cancel, and when the scan is not ours any more. */
function startPulse(claim: ClaimedScan, stopping: AbortSignal): Pulse {
  const own = new AbortController();
  const state: Pulse['state'] = { progress: { stage: 'Connecting', done: 0, total: 0 }, verdict: 'going' };
  let beating = Promise.resolve();
  const beat = async () => {
    try {
      const verdict = await renewLease(claim, state.progress);
      if (verdict === 'going') return;
      state.verdict = verdict;
      own.abort();
    } catch (error) {
      // Our own database is away for a moment: the lease decides, not one missed pulse.
      logFailure('renewing a lease', error);
    }
  };
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, pulseMs);
  return {
    signal: AbortSignal.any([own.signal, stopping]),
    state,
    stop: async () => {
      clearInterval(timer);
      await beating;
    },
  };
}

/** Runs one claimed scan to its end, whatever that is, and stores it. Never throws. */
export async function runScan(claim: ClaimedScan, stopping: AbortSignal): Promise<void> {
  const pulse = startPulse(claim, stopping);
  const target = await findTarget(claim.targetId).catch(() => null);
  try {
    if (target === null) throw new Error('the target is gone');
    const policy = await latestPolicy(target.id);
    const outcome = await scan(target, claim.id, policy.text, pulse);
    await pulse.stop();
    if (pulse.state.verdict === 'lost') return;
    if (outcome.kind !== 'done') return await end(claim, target.name, outcome, stopping, pulse);
    await inTransaction(async (transaction) => {
      const stored = await storeResult(transaction, claim, policy.version, policy.digest, outcome.record);
      if (stored) {
        const { databases, findings, gaps } = { ...outcome.record, ...outcome.record.summary };
        const detail = {
          scan: claim.id,
          databases: databases.length,
          gaps,
          critical: findings.critical,
          high: findings.high,
        };
        await recordEvent(transaction, actor, 'scan.finish', target.name, detail);
      }
    });
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

/** Why a scan did not come about, by code and in a sentence; only errors made for people say what they say. */
function said(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof EnvelopeError)
    return { code: 'credential', message: `${error.message}: type it again` };
  const known = toServiceError(error);
  if (known.code !== 'internal') return known;
  return { code: 'internal', message: 'Postern itself failed. The server log has the details.' };
}

async function scan(
  target: TargetRow,
  scanId: string,
  policyText: string,
  pulse: Pulse,
): Promise<ThreadOutcome> {
  const sealed = await findCredential(target.id);
  const password =
    sealed === null ? null : openCredential(sealed, { ...target, targetId: target.id }, keyEncryptionKey());
  const connection = connectionSchema.parse(target);
  const address = await checkedAddress(target.host, target.port);
  const substrate = substrateSchema.nullable().parse(target.substrate);
  const input = {
    scanId,
    connection,
    address,
    password: password?.open() ?? null,
    policyText,
    substrate,
  };
  return scanInThread(input, {
    signal: pulse.signal,
    onProgress: (progress) => {
      pulse.state.progress = progress;
    },
  });
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
    if (ended) await recordEvent(transaction, actor, 'scan.fail', name, detail);
  });
}
