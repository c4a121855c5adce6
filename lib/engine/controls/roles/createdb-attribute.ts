import { defineControl, judged } from '../control.ts';
import { administratorKinds } from './approved-role.ts';
import { attributeFindings } from './attribute-findings.ts';

export const createdbAttribute = defineControl({
  id: 'createdb-attribute',
  title: 'CREATEDB only where the policy has an administrator',
  area: 'roles',
  scope: 'cluster',
  severity: 'medium',
  needs: ['roles', 'memberships'],
  threats: ['over-privileged-application', 'resource-exhaustion'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.3' },
    { standard: 'CIS PostgreSQL 17', id: '4.3' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'Whoever creates a database owns it: outside the reviewed schemas, without the audit and backup rules of the others, and large enough to fill the disk.',
  caution: 'Test suites that create scratch databases with this role stop working.',
  check: (cluster, policy) =>
    judged(
      attributeFindings(cluster, policy, {
        keyword: 'CREATEDB',
        held: (role) => role.createDatabase,
        without: { createDatabase: false },
        kinds: administratorKinds,
      }),
    ),
});
