import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { policiesInForce, policySections, rewritten, unparsed } from './judged-policies.ts';

export const rlsCheckWiderThanUsing = defineControl({
  id: 'rls-check-wider-than-using',
  title: 'No policy accepts rows it would not show',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: policySections,
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
    { standard: 'PostgreSQL documentation', id: 'sql-createpolicy' },
  ],
  rationale:
    'USING hides the rows of other tenants, but what may be written is decided by WITH CHECK: where that is wider, a session inserts rows into another tenant, or hands its own over.',
  caution: 'Code that writes rows for other tenants on purpose needs a role and a policy of its own.',
  check(database, policy) {
    const policies = policiesInForce(database, policy);
    const findings = policies.flatMap((one): FindingDraft[] => {
      const { judged, object, table } = one;
      const { row } = judged;
      if (!row.permissive || !judged.checkWiderThanUsing) return [];
      return [
        {
          object,
          title: `Policy ${row.name} on ${table.relation.schema}.${table.relation.name} accepts rows that it would not show`,
          evidence: {
            command: row.command,
            roles: row.roles.map((role) => role ?? 'PUBLIC'),
            using: row.using,
            withCheck: row.withCheck,
          },
          // Without a WITH CHECK of its own PostgreSQL holds new rows against USING.
          remedy: { changes: [rewritten(one, row.using, null)] },
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
