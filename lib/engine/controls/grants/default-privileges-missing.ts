import type { FindingDraft } from '../../model/finding.ts';
import type { Grantee } from '../../model/privilege.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema } from './database-object.ts';
import { type GrantEntry, grantEntriesIn, granteesIn } from './grant-entry.ts';
import { relationGrants } from './relation-grants.ts';

/** One table alone does not tell a grant on all tables from a grant on it. */
const enough = 2;

const mayRead = (entries: readonly GrantEntry[], grantee: Grantee): boolean =>
  entries.some((entry) => entry.grantee === grantee && entry.privileges.includes('SELECT'));

export const defaultPrivilegesMissing = defineControl({
  id: 'default-privileges-missing',
  title: 'What is granted on all tables is granted on the next one too',
  area: 'grants',
  scope: 'database',
  severity: 'info',
  needs: ['default-acls', 'relations', 'roles'],
  threats: ['over-privileged-application', 'dangerous-ddl'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'CM-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-alterdefaultprivileges' },
  ],
  rationale:
    'GRANT ON ALL TABLES IN SCHEMA covers what exists. Where a role holds the same right on every table of a schema and no default privilege says so, the next table breaks the application, and somebody mends that in a hurry with too much.',
  caution: 'New tables of the owner are open to the role from the moment they are created.',
  check(database) {
    const tables = relationGrants(database).filter(
      ({ relation }) =>
        (relation.kind === 'table' || relation.kind === 'partitioned-table') &&
        !isSystemSchema(relation.schema) &&
        relation.extension === null,
    );
    const defaults = database
      .read('default-acls')
      .filter((row) => row.objects === 'TABLES')
      .map((row) => ({
        ...row,
        entries: grantEntriesIn(database.cluster, { acl: row.acl, kind: 'table', owner: row.role }),
      }));
    const groups = Map.groupBy(tables, ({ relation }) => `${relation.schema}\0${relation.owner}`);
    return judged(
      [...groups.values()].flatMap((group): FindingDraft[] => {
        const [first] = group;
        if (!first || group.length < enough) return [];
        const { schema, owner } = first.relation;
        return granteesIn(first.toOthers).flatMap((grantee): FindingDraft[] => {
          if (grantee === null) return [];
          const everywhere = group.every((row) => mayRead(row.toOthers, grantee));
          if (!everywhere) return [];
          const covered = defaults.some(
            (row) =>
              row.role === owner &&
              (row.schema === null || row.schema === schema) &&
              mayRead(row.entries, grantee),
          );
          if (covered) return [];
          return [
            {
              object: {
                kind: 'default-privileges',
                database: database.name,
                schema,
                name: 'TABLES',
                role: grantee,
              },
              title: `Role ${grantee} may read every table of ${schema}, but not the next one that ${owner} creates`,
              evidence: { owner, tables: group.length },
              remedy: {
                changes: [
                  {
                    do: 'default-privileges',
                    action: 'grant',
                    forRole: owner,
                    inSchema: schema,
                    objects: 'TABLES',
                    privileges: ['SELECT'],
                    grantee,
                  },
                ],
              },
            },
          ];
        });
      }),
    );
  },
});
