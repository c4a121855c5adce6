import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { compareText } from '../../engine/model/compare-text.ts';
import type { Decision } from '../../engine/policy/decision.ts';
import { openDecisions } from '../../engine/policy/decisions/open-decisions.ts';
import { suspectColumns } from '../../engine/policy/decisions/suspect-columns.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { StoredDecisions } from '../coverage/stored-decisions.ts';

interface Asked {
  readonly decisions: readonly Decision[];
  readonly ids: ReadonlySet<string>;
}

// Of a large catalog there are a hundred thousand questions: asked once of a snapshot and a policy, as long as both are kept.
const kept = new WeakMap<ClusterFacts, WeakMap<Policy, Asked>>();

function asked(facts: ClusterFacts, policy: Policy): Asked {
  const of = kept.get(facts) ?? new WeakMap<Policy, Asked>();
  kept.set(facts, of);
  const before = of.get(policy);
  if (before) return before;
  const decisions = openDecisions(facts, policy, [], suspectColumns(facts));
  const answer = { decisions, ids: new Set(decisions.map(({ id }) => id)) };
  of.set(policy, answer);
  return answer;
}

/**
 * What a policy leaves open of a snapshot, each with what waits for it as the last judgement said. Questions that came from
 * verdicts (an acceptance that is over, something only a control asks) stay unless one of `policies` can be asked for them: the
 * first is the one to ask.
 */
export function askedDecisions(
  facts: ClusterFacts,
  policies: readonly [Policy, ...Policy[]],
  stored: StoredDecisions,
): readonly Decision[] {
  const askable = (id: string) => policies.some((policy) => asked(facts, policy).ids.has(id));
  return [
    ...asked(facts, policies[0]).decisions.map((one) => ({ ...one, blocks: stored.blocks(one.id) })),
    ...stored.whole.filter(({ id }) => !askable(id)),
  ].sort((a, b) => b.blocks.length - a.blocks.length || compareText(a.id, b.id));
}
