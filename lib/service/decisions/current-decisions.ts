import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import type { Decision } from '../../engine/policy/decision.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { Access } from '../auth/access.ts';
import { storedDecisions } from '../coverage/stored-decisions.ts';
import { findScanJson } from '../db/scan-results.ts';
import { judgedPolicy } from '../policy/judged-policy.ts';
import { type PolicyInForce, policyInForce, sameVersions } from '../policy/policy-in-force.ts';
import { readLayers } from '../policy/read-layers.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { openSnapshot } from '../snapshot/open-snapshot.ts';
import { askedDecisions } from './asked-decisions.ts';

export interface CurrentDecisions {
  readonly scan: ShownScan;
  readonly facts: ClusterFacts;
  /** Layered, as it is in force now: newer, perhaps, than what the scan was judged by. */
  readonly policy: Policy;
  readonly inForce: PolicyInForce;
  /** Open under the policy in force. */
  readonly open: readonly Decision[];
}

/** Throws `invalid-policy` where the policy in force cannot be read. */
async function policyNow(targetId: string, inForce: PolicyInForce): Promise<Policy> {
  try {
    return await judgedPolicy(targetId, inForce);
  } catch {
    // Its versions can be read, then; or this says what is wrong with them, by line.
    return readLayers(inForce.texts).policy;
  }
}

/**
 * What is left to decide, asked anew of what the last good scan saw under the policy that is in force now: an answer is gone
 * from the list as soon as it is saved, and the questions it brings are there. What waits for each is of the last judgement.
 */
export async function currentDecisions(
  access: Access<'finding:read'>,
  targetId: string,
): Promise<CurrentDecisions> {
  access.demand('finding:read');
  const { scan, facts, policy: judgedBy } = await openSnapshot(access, targetId);
  const [inForce, json] = await Promise.all([policyInForce(targetId), findScanJson(scan.id, 'decisions')]);
  const stored = storedDecisions(json);
  const policy = sameVersions(inForce, scan) ? judgedBy : await policyNow(targetId, inForce);
  const open = askedDecisions(facts, [policy, judgedBy], stored);
  return { scan, facts, policy, inForce, open };
}
