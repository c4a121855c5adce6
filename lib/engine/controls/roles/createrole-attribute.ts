import { defineControl, judged } from '../control.ts';
import { administratorKinds } from './approved-role.ts';
import { attributeFindings } from './attribute-findings.ts';

export const createroleAttribute = defineControl({
  id: 'createrole-attribute',
  title: 'CREATEROLE only where the policy has an administrator',
  area: 'roles',
  scope: 'cluster',
  severity: 'high',
  needs: ['roles', 'memberships'],
  threats: ['escalation-to-superuser', 'over-privileged-application'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.3' },
    { standard: 'CIS PostgreSQL 17', id: '4.3' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6(5)' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'Before PostgreSQL 16 such a role resets the password of any role that is no superuser and grants itself pg_execute_server_program. Since 16 it is bounded to the roles it created, and still hands out memberships nobody reviews.',
  caution: 'Provisioning that creates users with this role stops working.',
  check: (cluster, policy) =>
    judged(
      attributeFindings(cluster, policy, {
        keyword: 'CREATEROLE',
        held: (role) => role.createRole,
        without: { createRole: false },
        kinds: administratorKinds,
        // Since 16 it needs ADMIN on a role to touch it, so it no longer amounts to superuser.
        ...(cluster.inventory.server.versionNum >= 160000 ? { severity: 'medium' as const } : {}),
      }),
    ),
});
