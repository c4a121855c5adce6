import type { TypeRow } from '../../inventory/sections/types.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema } from './database-object.ts';
import { entriesOf, grantEntries, revocations } from './grant-entry.ts';

/** A base type takes a superuser, and a multirange comes with its range. */
const isMadeByHand = ({ kind }: TypeRow) => kind !== 'base' && kind !== 'multirange';

export const publicTypeUsage = defineControl({
  id: 'public-type-usage',
  title: 'Types of closed schemas are not open to everybody',
  area: 'grants',
  scope: 'database',
  severity: 'info',
  needs: ['types', 'schemas'],
  threats: ['over-privileged-application', 'dangerous-ddl'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'A type or domain is created with USAGE for PUBLIC, in a schema that is closed to everybody too. Whoever uses it in a table of their own keeps its owner from changing or dropping it.',
  caution: 'Roles that create tables or functions with the type need USAGE by name.',
  check(database) {
    const closed = new Set(
      database
        .read('schemas')
        .filter((row) => !isSystemSchema(row.name))
        .filter((row) => entriesOf(grantEntries(row.acl, 'schema', row.owner), null).length === 0)
        .map((row) => row.name),
    );
    return judged(
      database
        .read('types')
        .filter(
          (row) =>
            closed.has(row.schema) &&
            // What only an extension or another type made is its maker's, unless somebody granted it.
            (row.acl !== null || (row.extension === null && isMadeByHand(row))),
        )
        .flatMap((row) => {
          const on = { kind: 'type' as const, database: database.name, schema: row.schema, name: row.name };
          const entries = entriesOf(grantEntries(row.acl, 'type', row.owner), null);
          if (entries.length === 0) return [];
          return [
            {
              object: { ...on, public: true as const },
              title: `Everybody (PUBLIC) may use type ${row.schema}.${row.name}, whose schema is closed`,
              evidence: {
                owner: row.owner,
                builtInDefault: row.acl === null,
                grantors: entries.map((entry) => entry.grantor),
              },
              remedy: { changes: revocations(on, entries) },
            },
          ];
        }),
    );
  },
});
