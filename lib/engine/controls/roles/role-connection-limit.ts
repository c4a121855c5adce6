import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from './approved-role.ts';
import { isProviderRole, isSystemRole } from './system-role.ts';

export const roleConnectionLimit = defineControl({
  id: 'role-connection-limit',
  title: 'Every login role has a connection limit',
  area: 'roles',
  scope: 'cluster',
  severity: 'low',
  needs: ['roles', 'settings'],
  threats: ['resource-exhaustion'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.5' },
    { standard: 'CIS PostgreSQL 17', id: '5.5' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233522' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-10' },
    { standard: 'ISO 27001:2022', id: 'A.8.6' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'A single role without a limit takes every connection slot, by a leak in a pool or on purpose, and locks out all the others.',
  caution:
    'A pool configured for more connections than the limit is refused the rest: compare with its size first.',
  check(cluster, policy) {
    const setting = cluster.read('settings').find((row) => row.name === 'max_connections');
    const slots = Number(setting?.value);
    if (!Number.isInteger(slots) || slots < 1) {
      return { outcome: 'unknown', reason: 'The server did not show max_connections.' };
    }
    // Half of all slots, so that no single role can take every one of them.
    const limit = Math.max(1, Math.floor(slots / 2));
    return judged(
      cluster
        .read('roles')
        .filter(
          (role) =>
            role.login &&
            // A limit that all slots fit under is none.
            (role.connectionLimit === -1 || role.connectionLimit >= slots) &&
            // A limit is not enforced for superusers.
            !role.superuser &&
            !isSystemRole(role.name) &&
            !isProviderRole(cluster.inventory.substrate, role.name) &&
            !isDeclaredAs(policy, role.name, administratorKinds),
        )
        .map((role) => ({
          object: { kind: 'role', role: role.name },
          title: `Role ${role.name} may take every connection of the server`,
          evidence: { connectionLimit: role.connectionLimit, maxConnections: slots, proposedLimit: limit },
          remedy: {
            changes: [{ do: 'alter-role', role: role.name, attributes: { connectionLimit: limit } }],
          },
        })),
    );
  },
});
