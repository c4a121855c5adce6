import { defineControl, judged } from '../control.ts';

/** Part of every database. */
const builtIn = new Set(['internal', 'c', 'sql', 'plpgsql']);

export const unneededLanguages = defineControl({
  id: 'unneeded-languages',
  title: 'Only the languages that are used are installed',
  area: 'routines',
  scope: 'database',
  severity: 'low',
  needs: ['languages', 'routines'],
  threats: ['trojan-objects', 'escalation-to-operating-system'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233592' },
    { standard: 'PCI DSS 4.0', id: '6.2.4' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.19' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'An added language that no routine uses is a surface without a benefit: another interpreter in the server, with its own history of flaws.',
  caution: 'Migrations that create functions in it fail until the extension is back.',
  check(database) {
    const used = new Set(database.read('routines').map((row) => row.language));
    return judged(
      database
        .read('languages')
        .filter((row) => !builtIn.has(row.name) && !used.has(row.name))
        .map((row) => ({
          object: { kind: 'language' as const, database: database.name, name: row.name },
          title: `Language ${row.name} is installed in ${database.name} and no routine is written in it`,
          evidence: { trusted: row.trusted, owner: row.owner },
          remedy: {
            manual:
              'DROP EXTENSION (or LANGUAGE) without CASCADE in a migration: it refuses where something uses it.',
          },
        })),
    );
  },
});
