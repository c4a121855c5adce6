import { defineControl } from '../control.ts';

export const userMappingPasswords = defineControl({
  id: 'user-mapping-passwords',
  title: 'No password for a foreign server is stored or shared by everybody',
  area: 'authentication',
  scope: 'database',
  severity: 'high',
  needs: ['user-mappings', 'foreign-servers'],
  threats: ['stolen-credentials', 'exfiltration-from-server', 'unrotated-secrets'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '8.6.2' },
    { standard: 'NIST 800-53', id: 'IA-5(7)' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: 'sql-createusermapping' },
  ],
  rationale:
    'The password of a user mapping stands in the catalog in clear text, and goes along with every dump that a superuser takes. One for PUBLIC logs everybody who may use the foreign server in as one account over there.',
  caution: 'Roles that used the mapping need one of their own.',
  check(database) {
    const mappings = database.read('user-mappings');
    const servers = new Map(database.read('foreign-servers').map((row) => [row.name, row]));
    const shared = mappings
      .filter((row) => row.role === null)
      .map((row) => ({
        object: {
          kind: 'user-mapping' as const,
          database: database.name,
          name: row.server,
          public: true as const,
        },
        title: `Everybody (PUBLIC) who may use foreign server ${row.server} logs in over there as one account`,
        evidence: { server: row.server, owner: servers.get(row.server)?.owner ?? null },
        remedy: {
          manual:
            'Create a user mapping for each role that needs the server, then DROP USER MAPPING FOR PUBLIC; prefer a certificate or GSSAPI over a stored password.',
        },
      }));
    const own = mappings.flatMap((row) =>
      row.role === null
        ? []
        : [
            {
              row,
              role: row.role,
              object: {
                kind: 'user-mapping' as const,
                database: database.name,
                name: row.server,
                role: row.role,
              },
            },
          ],
    );
    const stored = own
      .filter(({ row }) => row.holdsPassword === true)
      .map(({ row, role, object }) => ({
        object,
        title: `The password of ${role} for foreign server ${row.server} stands in the catalog in clear text`,
        severity: 'low' as const,
        evidence: { server: row.server, owner: servers.get(row.server)?.owner ?? null, holdsPassword: true },
        remedy: {
          manual:
            'Let the role log in over there with a certificate (sslcert and sslkey) or GSSAPI, take the password out with ALTER USER MAPPING … OPTIONS (DROP password), and change it on the other server. A role that is no superuser then needs password_required = false, which only a superuser may set.',
        },
      }));
    return {
      outcome: 'judged',
      findings: [...shared, ...stored],
      // Options of mappings are shown to superusers alone; older snapshots hold nothing of them.
      undecided: own
        .filter(({ row }) => (row.holdsPassword ?? null) === null)
        .map(({ row, role, object }) => ({
          object,
          reason: `whether the user mapping of ${role} for ${row.server} holds a password is shown to superusers only`,
        })),
    };
  },
});
