import { defineControl, judged } from '../control.ts';

export const userMappingPasswords = defineControl({
  id: 'user-mapping-passwords',
  title: 'No credential for a foreign server is shared by everybody',
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
    'A user mapping for PUBLIC logs everybody who may use the foreign server in as one account over there. Its password stands in the catalog in clear text, and goes along with every dump.',
  caution: 'Roles that used the mapping need one of their own.',
  check(database) {
    const mappings = database.read('user-mappings');
    const servers = new Map(database.read('foreign-servers').map((row) => [row.name, row]));
    return judged(
      mappings
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
        })),
    );
  },
});
