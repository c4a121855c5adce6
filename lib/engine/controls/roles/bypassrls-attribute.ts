import { defineControl, judged } from '../control.ts';
import { administratorKinds } from './approved-role.ts';
import { attributeFindings } from './attribute-findings.ts';

export const bypassrlsAttribute = defineControl({
  id: 'bypassrls-attribute',
  title: 'BYPASSRLS only where the policy has an administrator or a backup role',
  area: 'roles',
  scope: 'cluster',
  severity: 'high',
  needs: ['roles', 'memberships'],
  threats: ['cross-tenant-access', 'over-privileged-application', 'insider-reads-regulated-data'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'Row policies do not exist for a role with this attribute: every tenant of every table it can read is open to it.',
  caution:
    'Dumps taken as this role fail on tables with row security unless the policy declares it a backup role.',
  check: (cluster, policy) =>
    judged(
      attributeFindings(cluster, policy, {
        keyword: 'BYPASSRLS',
        held: (role) => role.bypassRls,
        without: { bypassRls: false },
        kinds: [...administratorKinds, 'backup'],
      }),
    ),
});
