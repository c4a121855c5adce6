import { policyDigest } from '../../engine/policy/load.ts';
import { emptyPolicy } from '../../engine/policy/policy.ts';
import { findPolicy } from '../db/policies.ts';

/** What the worker judges by: the newest version, as it was saved. Its digest, and its version, stand in the scan. */
export async function latestPolicy(
  targetId: string,
): Promise<{ readonly text: string; readonly version: number | null; readonly digest: string }> {
  const row = await findPolicy(targetId, null);
  return row ?? { text: 'version: 1\n', version: null, digest: policyDigest(emptyPolicy) };
}
