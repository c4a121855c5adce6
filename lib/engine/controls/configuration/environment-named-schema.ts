import { defineControl, judged } from '../control.ts';

/** Words for stages of the same system; one alone may be an application’s own word. */
const stages: readonly (readonly string[])[] = [
  ['dev', 'devel', 'development'],
  ['test', 'testing'],
  ['qa'],
  ['uat'],
  ['sandbox', 'sbox'],
  ['stage', 'staging', 'stg'],
  ['preprod', 'preproduction'],
  ['prod', 'production', 'prd'],
];

const stageOf = (schema: string) => {
  const words = schema.toLowerCase().split('_');
  return stages.find((names) => words.some((word) => names.includes(word)));
};

export const environmentNamedSchema = defineControl({
  id: 'environment-named-schema',
  title: 'Environments are not mixed in one database',
  area: 'configuration',
  scope: 'database',
  severity: 'info',
  needs: ['schemas'],
  threats: ['over-privileged-application', 'insider-reads-regulated-data'],
  enforcedWhere: 'outside',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233616' },
    { standard: 'PCI DSS 4.0', id: '6.5.3' },
    { standard: 'NIST 800-53', id: 'CM-4(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.31' },
    { standard: 'ISO 27001:2022', id: 'A.8.33' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'Schemas named after environments put test data, test accounts and test code beside those of production, under the same roles, backups and connections.',
  caution: 'Moving an environment to a cluster of its own changes the connection of everything that uses it.',
  check(database) {
    const named = database
      .read('schemas')
      .map((row) => row.name)
      .filter((name) => !name.startsWith('pg_') && stageOf(name) !== undefined)
      .sort();
    if (new Set(named.map(stageOf)).size < 2) return judged([]);
    return judged([
      {
        object: { kind: 'database', database: database.name, name: database.name },
        title: `Database ${database.name} holds schemas of several environments (${named.slice(0, 10).join(', ')})`,
        evidence: { schemas: named },
        remedy: { manual: 'Give each environment a cluster, or at least a database and roles, of its own.' },
      },
    ]);
  },
});
