import type { Inventory } from '../inventory/inventory.ts';
import type { Finding } from '../model/finding.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import type { Plan } from './plan.ts';
import { configPlan, manualPlan, planChanges } from './plan-changes.ts';
import { inProviderTerms, type ProviderPlan } from './provider-terms.ts';

/** The service's part as words; what is SQL there too follows as a script to run by hand, after it. */
function providerPlan(finding: Finding, provider: ProviderPlan, inventory: Inventory, policy: Policy): Plan {
  if (provider.kind === 'manual') return manualPlan([finding], provider.up);
  const rest = provider.rest.length === 0 ? null : planChanges([finding], provider.rest, inventory, policy);
  const changes = 'changes' in finding.remedy ? finding.remedy.changes : [];
  const join = (words: string, script: string | undefined) =>
    script ? `${words}\nThen:\n\n${script}` : words;
  return configPlan([finding], changes, inventory, {
    up: join(provider.up, rest?.upText),
    down: join(provider.down, rest?.downText),
    outside: [provider.up],
  });
}

/**
 * What mends this finding, rendered against the snapshot it was judged on, with its inverse. PostgreSQL's parser has to be
 * loaded (`loadScriptParser`). A script that does not parse as what it says is not offered: the plan then is `manual`.
 * `policy` says what is handed off instead of applied (`schemaOwned`).
 */
export function planFinding(finding: Finding, inventory: Inventory, policy: Policy = emptyPolicy): Plan {
  const provider = inProviderTerms(finding, inventory);
  if (provider !== null) return providerPlan(finding, provider, inventory, policy);
  if ('manual' in finding.remedy) return manualPlan([finding], finding.remedy.manual);
  return planChanges([finding], finding.remedy.changes, inventory, policy);
}
