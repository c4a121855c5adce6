import { defineControl, judged } from '../control.ts';
import { leavesLoginSuperuser } from './remaining-superusers.ts';

export const roleExpiredButLogin = defineControl({
  id: 'role-expired-but-login',
  title: 'No expired role may still log in',
  area: 'roles',
  scope: 'cluster',
  severity: 'medium',
  needs: ['roles'],
  threats: ['stale-credentials', 'stolen-credentials'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.4' },
    { standard: 'CIS PostgreSQL 17', id: '4.4' },
    { standard: 'PCI DSS 4.0', id: '8.2.6' },
    { standard: 'NIST 800-53', id: 'AC-2(3)' },
    { standard: 'ISO 27001:2022', id: 'A.5.18' },
    { standard: 'SOC 2', id: 'CC6.2' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'VALID UNTIL ends a password, not a role: with peer, cert, ldap or trust the role still logs in after that date. Only NOLOGIN keeps it out.',
  caution: 'Sessions already open go on; whatever still connects as this role by another method stops.',
  check(cluster) {
    const roles = cluster.read('roles');
    const expired = roles.filter((role) => role.expired && role.login);
    const { bootstrapRole } = cluster.inventory.server;
    const safe = leavesLoginSuperuser(roles, new Set(expired.map((role) => role.name)));
    return judged(
      expired.map((role) => ({
        object: { kind: 'role', role: role.name },
        title: `Role ${role.name} expired and may still log in by any method but its password`,
        evidence: { validUntil: role.validUntil, login: true, superuser: role.superuser },
        remedy:
          role.name === bootstrapRole || (role.superuser && !safe)
            ? {
                manual:
                  'Without this role no superuser could log in: make sure of another one before taking LOGIN away, or extend its VALID UNTIL.',
              }
            : { changes: [{ do: 'alter-role', role: role.name, attributes: { login: false } }] },
      })),
    );
  },
});
