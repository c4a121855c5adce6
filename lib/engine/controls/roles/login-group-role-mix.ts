import { defineControl, judged } from '../control.ts';
import { membersOfRole } from './memberships-by.ts';
import { isProviderRole } from './system-role.ts';

export const loginGroupRoleMix = defineControl({
  id: 'login-group-role-mix',
  title: 'No role is both an account and a group',
  area: 'roles',
  scope: 'cluster',
  severity: 'low',
  needs: ['roles', 'memberships'],
  threats: ['stolen-credentials', 'undetected-misuse'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '8.2.1' },
    { standard: 'PCI DSS 4.0', id: '8.2.2' },
    { standard: 'NIST 800-53', id: 'AC-2' },
    { standard: 'ISO 27001:2022', id: 'A.5.16' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(2)(i)' },
  ],
  rationale:
    'Whoever is granted an account to share its rights also becomes, by SET ROLE, that account: what it did and what its members did can no longer be told apart.',
  caution: 'Splitting the role means moving its grants to the new group before the members change over.',
  check(cluster) {
    const findings = cluster
      .read('roles')
      .filter((role) => role.login && !isProviderRole(cluster.inventory.substrate, role.name))
      .flatMap((role) => {
        // Since 16 whoever creates a role becomes its administrator without being a member in use: not a group yet.
        const members = membersOfRole(cluster, role.name).filter((row) => row.inheritOption || row.setOption);
        if (members.length === 0) return [];
        const names = [...new Set(members.map((row) => row.member))].sort();
        return [
          {
            object: { kind: 'role' as const, role: role.name },
            title: `Role ${role.name} logs in and is used as a group by ${names.length === 1 ? 'another role' : `${names.length} other roles`}`,
            evidence: { login: true, members: names },
            remedy: {
              manual:
                'Create a NOLOGIN role for the group, grant it what the members share, make them members of it, and revoke this role from them.',
            },
          },
        ];
      });
    return judged(findings);
  },
});
