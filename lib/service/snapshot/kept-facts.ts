import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type ClusterFacts, factsOf } from '../../engine/analysis/facts.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { findSnapshot } from '../db/scan-results.ts';
import { ServiceError } from '../errors.ts';

const unpack = promisify(gunzip);

/** Text of the snapshots kept, in bytes. The one in use is kept whatever its size. */
const keptBytes = 128 * 1024 * 1024;

interface Kept {
  readonly facts: Promise<ClusterFacts>;
  bytes: number;
}

// Next's development server loads a module again on every change; snapshots must not multiply with it.
const process = globalThis as { posternSnapshots?: Map<string, Kept> };

/** Snapshots of finished scans never change, so that their facts, and what is derived from them, can be kept by scan. */
function snapshots(): Map<string, Kept> {
  process.posternSnapshots ??= new Map();
  return process.posternSnapshots;
}

async function load(scanId: string, kept: Kept): Promise<ClusterFacts> {
  const packed = await findSnapshot(scanId);
  if (packed === null) throw new ServiceError('not-found', 'The snapshot of this scan is not kept any more.');
  const text = (await unpack(packed)).toString('utf8');
  kept.bytes = text.length;
  const inventory: Inventory = JSON.parse(text);
  return factsOf(inventory);
}

function forgetOldest(keep: string): void {
  const all = snapshots();
  let bytes = [...all.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [id, one] of all) {
    if (bytes <= keptBytes) return;
    if (id === keep) continue;
    all.delete(id);
    bytes -= one.bytes;
  }
}

/** The facts of one scan: read once, kept until others have been looked at since and memory is wanted for them. */
export async function keptFacts(scanId: string): Promise<ClusterFacts> {
  const all = snapshots();
  const hit = all.get(scanId);
  if (hit) {
    // Moved to the end: the oldest is the one looked at longest ago.
    all.delete(scanId);
    all.set(scanId, hit);
    return hit.facts;
  }
  const { promise, resolve, reject } = Promise.withResolvers<ClusterFacts>();
  const kept: Kept = { facts: promise, bytes: 0 };
  all.set(scanId, kept);
  try {
    resolve(await load(scanId, kept));
    forgetOldest(scanId);
  } catch (error) {
    all.delete(scanId);
    reject(error);
  }
  return promise;
}
