import { defineControl, judged } from '../control.ts';

export const extensionInPublic = defineControl({
  id: 'extension-in-public',
  title: 'Extensions have a schema of their own',
  area: 'routines',
  scope: 'database',
  severity: 'low',
  needs: ['extensions', 'schemas'],
  threats: ['trojan-objects'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '6.2.4' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.19' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: '36.17' },
  ],
  rationale:
    'An extension in public puts its functions where everybody looks first and where, before 15, everybody may create: an object planted there is found instead of, or by, those of the extension.',
  caution: 'Code that calls its functions by bare name needs the new schema on its search_path.',
  check(database) {
    return judged(
      database
        .read('extensions')
        .filter((row) => row.schema === 'public')
        .map((row) => ({
          object: { kind: 'extension' as const, database: database.name, name: row.name },
          title: `Extension ${row.name} has its objects in schema public of ${database.name}`,
          evidence: { version: row.version, owner: row.owner },
          remedy: {
            manual:
              'CREATE SCHEMA extensions, grant USAGE on it to those who call the functions, and ALTER EXTENSION … SET SCHEMA extensions where the extension can be moved.',
          },
        })),
    );
  },
});
