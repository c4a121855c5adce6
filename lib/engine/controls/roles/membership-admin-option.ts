import { superuserNames } from '../../analysis/superusers.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from './approved-role.ts';
import { membershipRemoval } from './membership-removal.ts';
import { isProviderRole, tierAdministrators } from './system-role.ts';

export const membershipAdminOption = defineControl({
  id: 'membership-admin-option',
  title: 'Only administrators may grant a role on',
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
    { standard: 'NIST 800-53', id: 'AC-6(1)' },
    { standard: 'ISO 27001:2022', id: 'A.5.18' },
    { standard: 'SOC 2', id: 'CC6.2' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'ADMIN OPTION is access in waiting: since 16 its holder grants itself INHERIT and SET and then has all of the role, even where the membership itself was made without either. It also decides, unreviewed, who else gets the role.',
  caution: 'The member can no longer add or remove members of the role.',
  check(cluster, policy) {
    const superusers = superuserNames(cluster);
    // An administrator of a managed service is to have it, and could not take it from itself; superuser-count speaks of them.
    const administrators = tierAdministrators(cluster);
    const pairs = new Map<string, { role: string; member: string; grantors: string[] }>();
    for (const row of cluster.read('memberships')) {
      if (
        !row.adminOption ||
        superusers.has(row.member) ||
        administrators.has(row.member) ||
        isProviderRole(cluster.inventory.substrate, row.member)
      )
        continue;
      if (isDeclaredAs(policy, row.member, administratorKinds)) continue;
      const key = JSON.stringify([row.role, row.member]);
      const pair = pairs.get(key) ?? { role: row.role, member: row.member, grantors: [] };
      pair.grantors.push(row.grantor);
      pairs.set(key, pair);
    }
    return judged(
      [...pairs.values()].map(({ role, member, grantors }) => ({
        object: { kind: 'membership', name: role, role: member },
        title: `Role ${member} may grant ${role} to itself and to others`,
        evidence: { adminOption: true, grantors: grantors.sort() },
        remedy: membershipRemoval(cluster, member, [role], 'ADMIN'),
      })),
    );
  },
});
