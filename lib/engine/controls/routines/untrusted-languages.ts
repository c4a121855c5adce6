import { defineControl, judged } from '../control.ts';

/** Every server has these two, and only a superuser can create functions in them. */
const builtIn: readonly string[] = ['c', 'internal'];

export const untrustedLanguages = defineControl({
  id: 'untrusted-languages',
  title: 'No untrusted procedural language',
  area: 'routines',
  scope: 'database',
  severity: 'high',
  needs: ['languages', 'routines'],
  threats: ['escalation-to-operating-system', 'escalation-to-superuser', 'exfiltration-from-server'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233614' },
    { standard: 'PCI DSS 4.0', id: '2.2.4' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.19' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-createlanguage' },
  ],
  rationale:
    'A function in an untrusted language runs as the account of the server, with its files and its network, and no privilege of the database restrains it. Anybody who may execute it does the same.',
  caution:
    'Functions written in it go with the language: rewrite them or move them out of the database first.',
  check: (database) =>
    judged(
      database.read('languages').flatMap((language) => {
        if (language.trusted || builtIn.includes(language.name)) return [];
        const routines = database
          .read('routines')
          .filter((routine) => routine.language === language.name && routine.extension === null)
          .map((routine) => `${routine.schema}.${routine.name}(${routine.signature})`)
          .sort();
        return [
          {
            object: { kind: 'language' as const, database: database.name, name: language.name },
            title: `Untrusted language ${language.name} is installed in database ${database.name}`,
            evidence: { owner: language.owner, routines: routines.length, examples: routines.slice(0, 50) },
            remedy: {
              manual:
                routines.length === 0
                  ? 'No routine uses it: drop its extension (or the language) in this database.'
                  : 'Rewrite the routines that use it in a trusted language or move them out of the database, then drop its extension. A backup keeps what they were.',
            },
            ...(routines.length === 0 ? { severity: 'medium' as const } : {}),
          },
        ];
      }),
    ),
});
