import { findCredential } from '../db/credentials.ts';
import { findReadScan, setReadScan } from '../db/judgements.ts';
import type { ClaimedScan } from '../db/scan-queue.ts';
import { findSnapshot } from '../db/scan-results.ts';
import type { TargetRow } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import type { LayerTexts } from '../policy/read-layers.ts';
import { openCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';
import { checkedAddress } from '../targets/checked-address.ts';
import { connectionSchema, substrateSchema } from '../targets/connection-form.ts';
import type { JudgeInput, ReadInput, ThreadInput } from './thread-message.ts';

/** What a thread is given for a claimed scan; of a judgement also which scan read what it judges. */
export interface ThreadWork {
  readonly input: ThreadInput;
  readonly readScanId: string | null;
}

const hosting = (target: TargetRow) => substrateSchema.nullable().parse(target.substrate);

/** The server to read, and the password to do it with. Throws `target-refused`, `EnvelopeError`. */
async function readInput(scanId: string, target: TargetRow, layers: LayerTexts): Promise<ReadInput> {
  const sealed = await findCredential(target.id);
  const password =
    sealed === null ? null : openCredential(sealed, { ...target, targetId: target.id }, keyEncryptionKey());
  const connection = connectionSchema.parse(target);
  const address = await checkedAddress(target.host, target.port);
  return {
    work: 'read',
    scanId,
    connection,
    address,
    password: password?.open() ?? null,
    layers,
    substrate: hosting(target),
  };
}

/** A kept snapshot to judge. Throws `not-found`. */
export async function judgeInput(
  scanId: string,
  target: TargetRow,
  readScanId: string,
  layers: LayerTexts,
): Promise<JudgeInput> {
  const snapshot = await findSnapshot(readScanId);
  if (snapshot === null)
    throw new ServiceError('not-found', 'The snapshot of this scan is not kept any more.');
  return { work: 'judge', scanId, snapshot, layers, substrate: hosting(target) };
}

/** Throws `not-found` where nothing was read yet that could be judged, and what reading a server throws. */
export async function workOf(claim: ClaimedScan, target: TargetRow, layers: LayerTexts): Promise<ThreadWork> {
  if (claim.kind === 'read') return { input: await readInput(claim.id, target, layers), readScanId: null };
  const readScanId = await findReadScan(target.id);
  if (readScanId === null)
    throw new ServiceError('not-found', 'There is no snapshot of this database to judge.');
  await setReadScan(claim, readScanId);
  return { input: await judgeInput(claim.id, target, readScanId, layers), readScanId };
}
