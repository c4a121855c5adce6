import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from './approved-role.ts';
import { leavesLoginSuperuser } from './remaining-superusers.ts';
import { isProviderRole } from './system-role.ts';
import { tierFindings } from './tier-findings.ts';

export const superuserCount = defineControl({
  id: 'superuser-count',
  title: 'No superuser beyond the approved ones',
  area: 'roles',
  scope: 'cluster',
  severity: 'high',
  needs: ['roles', 'memberships'],
  threats: ['escalation-to-superuser', 'over-privileged-application', 'stolen-credentials'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.3' },
    { standard: 'CIS PostgreSQL 17', id: '4.3' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233520' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233593' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6(5)' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'A superuser skips every privilege check and every row policy, and can run programs on the host. Each one more is another credential whose theft ends all other controls; on a managed service the members of its administrator role come as near to that as anybody.',
  caution: 'The role loses everything it holds only by being superuser: grant it what it needs first.',
  check(cluster, policy) {
    const roles = cluster.read('roles');
    const { bootstrapRole } = cluster.inventory.server;
    const unapproved = roles.filter(
      (role) =>
        role.superuser &&
        role.name !== bootstrapRole &&
        !isProviderRole(cluster.inventory.substrate, role.name) &&
        !isDeclaredAs(policy, role.name, administratorKinds),
    );
    const safe = leavesLoginSuperuser(roles, new Set(unapproved.map((role) => role.name)));
    const remedy = (role: string): Remedy =>
      safe
        ? { changes: [{ do: 'alter-role', role, attributes: { superuser: false } }] }
        : {
            manual:
              'No approved superuser could log in afterwards. Declare and test an administrator (kind admin or break-glass) first, then take the attribute away.',
          };
    const superusers = unapproved.map(
      (role): FindingDraft => ({
        object: { kind: 'role', role: role.name },
        title: `Role ${role.name} is a superuser that the policy does not approve`,
        evidence: {
          superuser: true,
          login: role.login,
          superusers: roles
            .filter((other) => other.superuser)
            .map((other) => other.name)
            .sort(),
        },
        remedy: remedy(role.name),
        ...(role.login ? {} : { severity: 'medium' as const }),
      }),
    );
    return judged([...superusers, ...tierFindings(cluster, policy)]);
  },
});
