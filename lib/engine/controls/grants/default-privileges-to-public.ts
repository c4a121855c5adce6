import { defineControl, judged } from '../control.ts';
import { defaultAclEntries, givesBuiltIn } from './default-acl-entries.ts';
import { entriesOf, privilegesIn } from './grant-entry.ts';

export const defaultPrivilegesToPublic = defineControl({
  id: 'default-privileges-to-public',
  title: 'No default privileges for everybody',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['default-acls'],
  threats: ['insider-reads-regulated-data', 'over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-alterdefaultprivileges' },
  ],
  rationale:
    'Every object the role creates from now on is born open to every account, and no review of existing grants shows it.',
  caution: 'Objects that exist already keep what they have: revoke that separately.',
  check: (database) =>
    judged(
      database.read('default-acls').flatMap((row) => {
        // The built-in defaults themselves (a global entry repeats them) are judged by default-execute-not-revoked.
        const entries = givesBuiltIn(row) ? [] : entriesOf(defaultAclEntries(database.cluster, row), null);
        if (entries.length === 0) return [];
        const privileges = privilegesIn(entries);
        const where = row.schema === null ? '' : ` in schema ${row.schema}`;
        return [
          {
            object: {
              kind: 'default-privileges' as const,
              database: database.name,
              ...(row.schema === null ? {} : { schema: row.schema }),
              name: row.objects,
              role: row.role,
              public: true as const,
            },
            title: `New ${row.objects.toLowerCase()} of role ${row.role}${where} are created with ${privileges.join(', ')} for everybody (PUBLIC)`,
            evidence: { privileges, forRole: row.role, schema: row.schema, objects: row.objects },
            remedy: {
              changes: [
                {
                  do: 'default-privileges' as const,
                  action: 'revoke' as const,
                  forRole: row.role,
                  inSchema: row.schema,
                  objects: row.objects,
                  privileges,
                  grantee: null,
                },
              ],
            },
          },
        ];
      }),
    ),
});
