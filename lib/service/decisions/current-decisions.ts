import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { type Decision, decisionFamily } from '../../engine/policy/decision.ts';
import { openDecisions } from '../../engine/policy/decisions/open-decisions.ts';
import { suspectColumns } from '../../engine/policy/decisions/suspect-columns.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { Access } from '../auth/access.ts';
import { storedDecisions } from '../coverage/stored-coverage.ts';
import { findScanJson } from '../db/scan-results.ts';
import { type PolicyInForce, policyInForce } from '../policy/policy-in-force.ts';
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
  const { policy } = readLayers(inForce.texts);
  const suspects = suspectColumns(facts);
  const ask = (of: Policy) => openDecisions(facts, of, [], suspects);
  const now = ask(policy);
  const blocks = new Map(stored.map((decision) => [decision.id, decision.blocks]));
  const askable = new Set([...now, ...ask(judgedBy)].map(({ id }) => id));
  // Questions that came from verdicts (an acceptance that is over, something only a control asks) stay until the next judgement.
  const ofVerdicts = stored.filter(({ id }) => !askable.has(id));
  const waiting = (decision: Decision): Decision => ({
    ...decision,
    blocks: blocks.get(decision.id) ?? blocks.get(decisionFamily(decision.id)) ?? [],
  });
  const open = [...now.map(waiting), ...ofVerdicts].sort(
    (a, b) => b.blocks.length - a.blocks.length || (a.id < b.id ? -1 : 1),
  );
  return { scan, facts, policy, inForce, open };
}
