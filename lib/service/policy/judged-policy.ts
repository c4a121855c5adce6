import { loadPolicy } from '../../engine/policy/load.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import { findPolicy } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';

// A policy's identity is what analyses are kept by, so that one version is loaded once; only the last ones.
const kept = new Map<string, Policy>();
const mostKept = 16;

/**
 * The policy version a scan was judged by; `null` is a scan without one. A version that is gone or can no longer be read is an
 * error, never a policy that states nothing: under that, much of what is wrong would look right.
 */
export async function judgedPolicy(targetId: string, version: number | null): Promise<Policy> {
  if (version === null) return emptyPolicy;
  const key = `${targetId} ${version}`;
  const hit = kept.get(key);
  if (hit) return hit;
  const row = await findPolicy(targetId, version);
  const loaded = row && loadPolicy(row.text);
  if (!loaded || !('policy' in loaded)) {
    throw new ServiceError(
      'invalid-policy',
      `Version ${version} of the policy, which this scan was judged by, can no longer be read. Save a new version and scan again.`,
    );
  }
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, loaded.policy);
  return loaded.policy;
}
