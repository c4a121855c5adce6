import type { Inventory } from '../engine/inventory/inventory.ts';
import type { Change } from '../engine/model/change.ts';
import type { Finding } from '../engine/model/finding.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { planFinding } from '../engine/remediation/plan-finding.ts';

/** A finding that these changes would mend, of no control in particular. */
export function findingOf(changes: readonly Change[], title: string, database: string): Finding {
  return {
    object: { kind: 'database', database, name: database },
    title,
    evidence: {},
    remedy: { changes },
    fingerprint: 'f'.repeat(32),
    control: 'test',
    severity: 'high',
    threats: [],
    references: [],
    accepted: null,
  };
}

/** The plan for changes that no control asked for. The parser has to be loaded. */
export function planOfChanges(
  changes: readonly Change[],
  inventory: Inventory,
  {
    title = 'A test',
    database = 'shop',
    policy = emptyPolicy,
  }: { title?: string; database?: string; policy?: Policy } = {},
): Plan {
  return planFinding(findingOf(changes, title, database), inventory, policy);
}
