import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { cutReach, loginsReaching } from '../roles/role-reach.ts';
import { isProviderRole } from '../roles/system-role.ts';

export const bypassrlsReachable = defineControl({
  id: 'bypassrls-reachable',
  title: 'No login role can become one that bypasses row policies',
  area: 'rows',
  scope: 'cluster',
  severity: 'high',
  needs: ['roles', 'memberships'],
  threats: ['cross-tenant-access', 'over-privileged-application'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
  ],
  rationale:
    'BYPASSRLS is not inherited, but one SET ROLE puts it on, and from then on no row policy applies. A check of attributes alone never shows it.',
  caution: 'Reports that set this role to see all tenants need a role of their own that the policy names.',
  check: (cluster, policy) =>
    judged(
      loginsReaching(cluster, (role) => role.bypassRls && !role.superuser)
        .filter(({ login }) => !isProviderRole(cluster.inventory.substrate, login.name))
        .filter(({ login }) => !isDeclaredAs(policy, login.name, [...administratorKinds, 'backup']))
        .map(({ login, reached }) => ({
          object: { kind: 'role', role: login.name },
          title: `Login role ${login.name} can become ${reached[0]?.target}, which bypasses row security`,
          evidence: {
            bypassRoles: reached.map(({ target }) => target).sort(),
            paths: reached.map(({ how, path }) => ({ how, path })),
          },
          remedy: cutReach(cluster, login.name, new Set(reached.map(({ target }) => target))),
        })),
    ),
});
