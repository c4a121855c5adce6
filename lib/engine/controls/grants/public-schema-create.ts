import { defineControl, judged } from '../control.ts';
import { entriesOf, grantEntries, revocations } from './grant-entry.ts';

export const publicSchemaCreate = defineControl({
  id: 'public-schema-create',
  title: 'No schema in which everybody may create objects',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['schemas'],
  threats: ['trojan-objects', 'escalation-to-superuser', 'dangerous-ddl'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'CVE', id: 'CVE-2018-1058' },
    { standard: 'PostgreSQL documentation', id: 'ddl-schemas' },
  ],
  rationale:
    'Where everybody may create, any account plants a function or table that is found before the intended one, and the next privileged session runs it. PostgreSQL 15 took this right away from new databases; those carried over by pg_upgrade keep it.',
  caution: 'Applications that create their own tables there need CREATE granted by name.',
  check: (database) =>
    judged(
      database.read('schemas').flatMap((schema) => {
        const entries = entriesOf(
          grantEntries(schema.acl, 'schema', schema.owner),
          null,
          (privilege) => privilege === 'CREATE',
        );
        if (entries.length === 0) return [];
        const object = {
          kind: 'schema' as const,
          database: database.name,
          name: schema.name,
          public: true as const,
        };
        return [
          {
            object,
            title: `Everybody (PUBLIC) may create objects in schema ${schema.name}`,
            evidence: {
              owner: schema.owner,
              acl: schema.acl,
              grantors: entries.map((entry) => entry.grantor),
            },
            remedy: {
              changes: revocations({ kind: 'schema', database: database.name, name: schema.name }, entries),
            },
          },
        ];
      }),
    ),
});
