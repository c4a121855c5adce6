import { defineControl, judged } from '../control.ts';

export const publicationAllTables = defineControl({
  id: 'publication-all-tables',
  title: 'No publication carries every table',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: ['publications'],
  threats: ['cross-tenant-access', 'exfiltration-from-server', 'insider-reads-regulated-data'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-4' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
    { standard: 'PostgreSQL documentation', id: '29.1' },
  ],
  rationale:
    'FOR ALL TABLES publishes what exists and what will be created, regulated columns among it. Row security does not hold on this way out: the subscriber gets every row.',
  caution: 'Subscribers stop receiving the tables that are left out.',
  check(database) {
    return judged(
      database
        .read('publications')
        .filter((row) => row.allTables)
        .map((row) => ({
          object: { kind: 'publication' as const, database: database.name, name: row.name },
          title: `Publication ${row.name} carries every table of ${database.name}, later ones too, past row security`,
          evidence: { owner: row.owner },
          remedy: {
            manual:
              'Create a publication that lists its tables (and from 15 on the columns and rows the subscriber needs), point the subscriber at it, and drop this one.',
          },
        })),
    );
  },
});
