import type { Inventory } from '../inventory/inventory.ts';
import type { Finding } from '../model/finding.ts';
import type { Policy } from '../policy/policy.ts';
import { hbaFileTexts } from './hba-file.ts';
import type { Plan } from './plan.ts';
import { databaseOf } from './plan-changes.ts';
import { inProviderTerms } from './provider-terms.ts';
import { refusalOf } from './refusal.ts';
import { isSchemaOwned } from './schema-owned.ts';

/**
 * The kind of the plan that `planFinding` would make, without making it: no statement is rendered and no condition worked out. The
 * one thing it cannot foresee is a script that turns out not to parse as what it says, which then is `manual`.
 */
export function planKind(finding: Finding, inventory: Inventory, policy: Policy): Plan['kind'] {
  const provider = inProviderTerms(finding, inventory);
  if (provider !== null) return provider.kind;
  if ('manual' in finding.remedy) return 'manual';
  const { changes } = finding.remedy;
  const edits = changes.flatMap((change) => (change.do === 'edit-hba' ? change.edits : []));
  if (edits.length > 0) return 'refused' in hbaFileTexts(inventory, edits) ? 'manual' : 'config';
  if (refusalOf(changes, inventory, policy) !== null) return 'manual';
  const database = databaseOf([finding], changes);
  return changes.some((change) => isSchemaOwned(change, policy, database)) ? 'migration' : 'sql';
}
