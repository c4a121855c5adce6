import { defineControl, judged } from '../control.ts';
import { entriesOf, grantEntries, revocations } from './grant-entry.ts';

/** Part of every database. USAGE on c and internal is of no use to anybody but superusers. */
const builtIn = new Set(['plpgsql', 'sql', 'c', 'internal']);

export const publicLanguageUsage = defineControl({
  id: 'public-language-usage',
  title: 'No added language is open to everybody',
  area: 'grants',
  scope: 'database',
  severity: 'low',
  needs: ['languages'],
  threats: ['trojan-objects', 'resource-exhaustion'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.4' },
    { standard: 'CIS PostgreSQL 17', id: '4.4' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'A language is created with USAGE for PUBLIC, so that everybody who may create in a schema may write functions in it. plpgsql and SQL are expected; another one is a larger surface.',
  caution: 'Roles that create functions in it need USAGE by name.',
  check(database) {
    return judged(
      database
        .read('languages')
        .filter((row) => !builtIn.has(row.name) && row.trusted)
        .flatMap((row) => {
          const on = { kind: 'language' as const, database: database.name, name: row.name };
          const entries = entriesOf(grantEntries(row.acl, 'language', row.owner), null);
          if (entries.length === 0) return [];
          return [
            {
              object: { ...on, public: true as const },
              title: `Everybody (PUBLIC) may create functions in language ${row.name}`,
              evidence: { owner: row.owner, builtInDefault: row.acl === null },
              remedy: { changes: revocations(on, entries) },
            },
          ];
        }),
    );
  },
});
