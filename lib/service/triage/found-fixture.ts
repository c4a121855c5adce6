import { loadPolicy } from '../../engine/policy/load.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { foundFinding } from '../../testing/stored-scan.ts';
import { findPolicy } from '../db/policies.ts';
import { storedObject } from '../findings/stored-finding.ts';

/** Three findings of one control, one for each letter. */
export const control = 'superuser-count';
export const fingerprints = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
export const found = (fingerprint: string, more: Parameters<typeof foundFinding>[2] = {}) =>
  foundFinding(control, fingerprint, { role: `r_${fingerprint[0]}`, ...more });

/** As the engine holds it against a policy. */
export const named = (finding: ReturnType<typeof found>) => ({
  ...finding,
  object: storedObject(finding.object),
});

/** The policy of a target, as it is in force now. */
export async function policyOf(targetId: string): Promise<Policy> {
  const loaded = loadPolicy((await findPolicy(targetId, null))?.text ?? 'version: 1');
  if (!('policy' in loaded)) throw new Error('the policy does not load');
  return loaded.policy;
}
