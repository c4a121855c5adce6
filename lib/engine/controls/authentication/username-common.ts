import { defineControl, judged } from '../control.ts';
import { hbaNeeds, judgeHba } from '../hba-finding.ts';

/** Names that password-spraying lists begin with; the bootstrap superuser is judged by hba-superuser-remote. */
const common = new Set([
  'admin',
  'administrator',
  'app',
  'backup',
  'db',
  'dba',
  'demo',
  'dev',
  'developer',
  'guest',
  'pgsql',
  'postgresql',
  'root',
  'sa',
  'sys',
  'sysadmin',
  'test',
  'tester',
  'user',
  'web',
  'webapp',
]);

export const usernameCommon = defineControl({
  id: 'username-common',
  title: 'No login role has a name every attacker tries',
  area: 'authentication',
  scope: 'cluster',
  severity: 'info',
  needs: [...hbaNeeds],
  threats: ['credential-guessing'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '2.2.2' },
    { standard: 'NIST 800-53', id: 'IA-4' },
    { standard: 'ISO 27001:2022', id: 'A.5.16' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'Guessing begins with the names that installations and tutorials leave behind. A name that is on every list is half of a login.',
  caution: 'Every client that logs in by the name must be told the new one.',
  check(cluster) {
    return judgeHba(cluster, (hba) => {
      const reached = new Set(
        hba.rules.filter((rule) => rule.accepts && rule.remote).flatMap((rule) => rule.matchesRoles),
      );
      return judged(
        cluster
          .read('roles')
          .filter((role) => role.login && common.has(role.name.toLowerCase()) && reached.has(role.name))
          .map((role) => ({
            object: { kind: 'role' as const, role: role.name },
            title: `Role ${role.name} may log in over the network under a name that every list of guesses begins with`,
            evidence: { login: true, reachableOverNetwork: true },
            remedy: {
              manual:
                'ALTER ROLE … RENAME TO a name of your own at a planned time, and tell its clients; a password stored as md5 must be set again, since the name is part of it.',
            },
          })),
      );
    });
  },
});
