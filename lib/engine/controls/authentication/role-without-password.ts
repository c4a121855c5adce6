import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba } from '../hba-finding.ts';
import { newPasswordWords } from './new-password-words.ts';

/** Methods that compare with the password stored in the server. */
const passwordMethods = new Set(['scram-sha-256', 'md5', 'password']);

export const roleWithoutPassword = defineControl({
  id: 'role-without-password',
  title: 'No role is set up to log in by a password it does not have',
  area: 'authentication',
  scope: 'cluster',
  severity: 'low',
  needs: [...hbaNeeds, 'password-kinds'],
  threats: ['stale-credentials'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.10' },
    { standard: 'CIS PostgreSQL 17', id: '4.10' },
    { standard: 'NIST 800-53', id: 'AC-2' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A role with LOGIN, without a password, that only password rules apply to is half an account: nobody uses it, and it opens the day somebody sets a password or adds a looser rule.',
  caution:
    'Nobody can log in as this role now; NOLOGIN only makes that last, so leave it where a password is about to be set.',
  check(cluster) {
    const none = new Set(
      cluster
        .read('password-kinds')
        .filter((row) => row.kind === 'none')
        .map((row) => row.role),
    );
    return judgeHba(cluster, (hba) => {
      const logins = cluster.read('roles').filter((role) => role.login && none.has(role.name));
      return {
        findings: logins.flatMap((role) => {
          const rules = hba.rules.filter((rule) => rule.accepts && rule.matchesRoles.includes(role.name));
          if (rules.length === 0 || !rules.every((rule) => passwordMethods.has(rule.method))) return [];
          return [
            {
              object: { kind: 'role' as const, role: role.name },
              title: `Role ${role.name} may log in, has no password, and every rule asks it for one`,
              evidence: { rules: rules.map((rule) => rule.text), superuser: role.superuser },
              remedy: {
                newPassword: { role: role.name, along: [] },
                ...(role.superuser || role.oid === 10
                  ? {
                      manual: `Give the role a rule that works without a password, such as peer on the local socket, or a password. ${newPasswordWords}`,
                    }
                  : {
                      changes: [{ do: 'alter-role' as const, role: role.name, attributes: { login: false } }],
                    }),
              },
            },
          ];
        }),
      };
    });
  },
});
