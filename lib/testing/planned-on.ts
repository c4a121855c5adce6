import { factsOf } from '../engine/analysis/facts.ts';
import { evaluate } from '../engine/controls/evaluate.ts';
import { type ControlId, controlById } from '../engine/controls/registry.ts';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { ObjectRef } from '../engine/model/object-ref.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';
import { loadScriptParser } from '../engine/remediation/check-script.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { planFinding } from '../engine/remediation/plan-finding.ts';
import type { TestCluster } from './cluster.ts';
import { inventoryOf } from './inventory-of.ts';

export interface Planned {
  readonly inventory: Inventory;
  readonly plan: Plan;
}

/** The plan for one finding of a test cluster as it stands now: of that control, on the object that has all of these keys. */
export async function plannedOn(
  cluster: TestCluster,
  control: ControlId,
  wanted: Partial<ObjectRef> = {},
  policy: Policy = emptyPolicy,
): Promise<Planned> {
  await loadScriptParser();
  const inventory = await inventoryOf(cluster, ['shop']);
  const declared = controlById(control);
  const [verdict] = declared ? evaluate([declared], factsOf(inventory), policy, () => null) : [];
  const finding = verdict?.findings.find(({ object }) =>
    Object.entries(wanted).every(([key, value]) => object[key as keyof ObjectRef] === value),
  );
  if (!finding) throw new Error(`${control} does not find ${JSON.stringify(wanted)}: ${verdict?.reason}`);
  return { inventory, plan: planFinding(finding, inventory, policy) };
}
