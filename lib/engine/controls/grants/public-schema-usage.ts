import { defineControl, judged } from '../control.ts';
import { entriesOf, grantEntries, revocations } from './grant-entry.ts';

export const publicSchemaUsage = defineControl({
  id: 'public-schema-usage',
  title: 'Schema public is closed to roles that do not use it',
  area: 'grants',
  scope: 'database',
  severity: 'info',
  needs: ['schemas', 'relations', 'routines'],
  threats: ['over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-schemas' },
  ],
  rationale:
    'Everybody has USAGE on the schema public from the start, so that a forgotten grant or a default EXECUTE on something in it is open to every account at once.',
  caution:
    'Every role that uses an object in the schema needs USAGE by name, pg_dump roles and monitoring too.',
  check(database) {
    const schema = database.read('schemas').find((row) => row.name === 'public');
    if (!schema) return { outcome: 'not-applicable', reason: 'there is no schema public' };
    const uses =
      database.read('relations').some((row) => row.schema === 'public') ||
      database.read('routines').some((row) => row.schema === 'public' && row.extension === null);
    if (!uses) return { outcome: 'not-applicable', reason: 'the schema public is empty' };
    const entries = entriesOf(
      grantEntries(schema.acl, 'schema', schema.owner),
      null,
      (privilege) => privilege === 'USAGE',
    );
    if (entries.length === 0) return judged([]);
    const on = { kind: 'schema' as const, database: database.name, name: 'public' };
    return judged([
      {
        object: { ...on, public: true as const },
        title: `Everybody (PUBLIC) may look into schema public of ${database.name}, which holds objects`,
        evidence: { owner: schema.owner, grantors: entries.map((entry) => entry.grantor) },
        remedy: { changes: revocations(on, entries) },
      },
    ]);
  },
});
