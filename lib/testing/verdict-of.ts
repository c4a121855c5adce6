import type { ClusterFacts } from '../engine/analysis/facts.ts';
import type { Control } from '../engine/controls/control.ts';
import { evaluate } from '../engine/controls/evaluate.ts';
import type { Verdict } from '../engine/model/verdict.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';

/** What one control says about these facts. */
export function verdictOf(control: Control, facts: ClusterFacts, policy: Policy = emptyPolicy): Verdict {
  const [verdict] = evaluate([control], facts, policy, () => null);
  if (!verdict) throw new Error('no verdict');
  return verdict;
}
