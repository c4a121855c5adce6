import { policiesByRelation, relationsByKey } from '../../analysis/relation-index.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf, relationRef } from '../grants/database-object.ts';

export const rlsPoliciesButDisabled = defineControl({
  id: 'rls-policies-but-disabled',
  title: 'Every table with policies has row security switched on',
  area: 'rows',
  scope: 'database',
  severity: 'critical',
  needs: ['relations', 'policies'],
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
    { standard: 'PostgreSQL documentation', id: 'ddl-rowsecurity' },
  ],
  rationale:
    'A policy without ENABLE ROW LEVEL SECURITY is text: every row is shown, while a review of the policies finds everything in order. FORCE alone does not switch it on either.',
  caution: 'From then on the policies decide, also where nobody has tried them: a missing one means no rows.',
  check: (database) =>
    judged(
      [...policiesByRelation(database)].flatMap(([key, rows]): FindingDraft[] => {
        const relation = relationsByKey(database).get(key);
        if (relation === undefined || relation.rowSecurity) return [];
        const policies = rows.map((row) => row.name).sort();
        const on = relationRef(database.name, relation);
        return [
          {
            object: on,
            title: `Table ${nameOf(on)} has ${policies.length === 1 ? 'a policy' : `${policies.length} policies`}, and row security is off`,
            evidence: { owner: relation.owner, policies, forced: relation.forceRowSecurity },
            remedy: { changes: [{ do: 'row-security', on, enable: true }] },
          },
        ];
      }),
    ),
});
