import { factsOf } from '../engine/analysis/facts.ts';
import { loadParser } from '../engine/analysis/row-security/parser.ts';
import { evaluate } from '../engine/controls/evaluate.ts';
import { type ControlId, controlById } from '../engine/controls/registry.ts';
import type { Verdict } from '../engine/model/verdict.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';
import type { TestCluster } from './cluster.ts';
import { inventoryOf } from './inventory-of.ts';

/** What one control says about a test cluster as it stands now, every database of it. */
export async function judgeCluster(
  cluster: TestCluster,
  id: ControlId,
  policy: Policy = emptyPolicy,
): Promise<Verdict> {
  await loadParser();
  const control = controlById(id);
  if (!control) throw new Error(id);
  const [verdict] = evaluate([control], factsOf(await inventoryOf(cluster)), policy, () => null);
  if (!verdict) throw new Error(id);
  return verdict;
}
