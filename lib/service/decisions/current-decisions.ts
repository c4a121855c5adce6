import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import type { Decision } from '../../engine/policy/decision.ts';
import { openDecisions } from '../../engine/policy/decisions/open-decisions.ts';
import { suspectColumns } from '../../engine/policy/decisions/suspect-columns.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { Access } from '../auth/access.ts';
import { storedDecisions } from '../coverage/stored-decisions.ts';
import { findScanJson } from '../db/scan-results.ts';
import { judgedPolicy } from '../policy/judged-policy.ts';
import { type PolicyInForce, policyInForce, sameVersions } from '../policy/policy-in-force.ts';
import { readLayers } from '../policy/read-layers.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { openSnapshot } from '../snapshot/open-snapshot.ts';

export interface CurrentDecisions {
  readonly scan: ShownScan;
  readonly facts: ClusterFacts;
  /** Layered, as it is in force now: newer, perhaps, than what the scan was judged by. */
  readonly policy: Policy;
  readonly inForce: PolicyInForce;
  /** Open under the policy in force. */
  readonly open: readonly Decision[];
}

interface Asked {
  readonly decisions: readonly Decision[];
  readonly ids: ReadonlySet<string>;
}

// Of a large catalog there are a hundred thousand questions: asked once of a snapshot and a policy, as long as both are kept.
const asked = new WeakMap<ClusterFacts, WeakMap<Policy, Asked>>();

function askedOf(facts: ClusterFacts, policy: Policy): Asked {
  const of = asked.get(facts) ?? new WeakMap<Policy, Asked>();
  asked.set(facts, of);
  const before = of.get(policy);
  if (before) return before;
  const decisions = openDecisions(facts, policy, [], suspectColumns(facts));
  const answer = { decisions, ids: new Set(decisions.map(({ id }) => id)) };
  of.set(policy, answer);
  return answer;
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
  const now = askedOf(facts, policy);
  // Questions that came from verdicts (an acceptance that is over, something only a control asks) stay until the next judgement.
  const ofVerdicts =
    stored.whole.length === 0
      ? []
      : stored.whole.filter(({ id }) => !now.ids.has(id) && !askedOf(facts, judgedBy).ids.has(id));
  const open = [...now.decisions.map((one) => ({ ...one, blocks: stored.blocks(one.id) })), ...ofVerdicts];
  open.sort((a, b) => b.blocks.length - a.blocks.length || (a.id < b.id ? -1 : 1));
  return { scan, facts, policy, inForce, open };
}
