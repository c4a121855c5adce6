import type { RoleRow } from '../../inventory/sections/roles.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from './approved-role.ts';
import { cutReach, loginsReaching } from './role-reach.ts';
import { adminTierRole, isProviderRole, tierAdministrators } from './system-role.ts';

export const superuserLoginPath = defineControl({
  id: 'superuser-login-path',
  title: 'No login role can become a superuser',
  area: 'roles',
  scope: 'cluster',
  severity: 'critical',
  needs: ['roles', 'memberships'],
  threats: ['escalation-to-superuser', 'stolen-credentials', 'over-privileged-application'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.8' },
    { standard: 'CIS PostgreSQL 17', id: '4.8' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6(5)' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'SUPERUSER is not inherited, so has_table_privilege says no; SET ROLE says yes. A role with ADMIN OPTION on one in between grants itself the missing hop.',
  caution: 'Operators who work through this path need a break-glass role that the policy names.',
  check(cluster, policy) {
    const tier = adminTierRole(cluster.inventory.substrate);
    const administrators = tierAdministrators(cluster);
    // Direct members of the service's administrator role are superuser-count's, as superusers are.
    const strong = (role: RoleRow) => role.superuser || role.name === tier || administrators.has(role.name);
    const kind = (name: string | undefined) =>
      name === tier || administrators.has(name ?? '') ? 'administrator' : 'superuser';
    return judged(
      loginsReaching(cluster, strong)
        .filter(({ login }) => !isProviderRole(cluster.inventory.substrate, login.name))
        .filter(({ login }) => !isDeclaredAs(policy, login.name, administratorKinds))
        .map(({ login, reached }) => ({
          object: { kind: 'role', role: login.name },
          title: `Login role ${login.name} can become ${kind(reached[0]?.target)} ${reached[0]?.target}`,
          evidence: {
            superusers: reached.map(({ target }) => target).sort(),
            paths: reached.map(({ how, path }) => ({ how, path })),
          },
          remedy: cutReach(cluster, login.name, new Set(reached.map(({ target }) => target))),
        })),
    );
  },
});
