import { defineControl, judged } from '../control.ts';
import { isSystemSchema, kindWords, nameOf, relationRef } from './database-object.ts';
import { entriesOf, privilegesIn, revocations } from './grant-entry.ts';
import { keptForDeclared } from './kept-for-declared.ts';
import { relationGrants } from './relation-grants.ts';

export const publicTableGrants = defineControl({
  id: 'public-table-grants',
  title: 'No table, view or sequence granted to everybody',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'roles'],
  threats: ['insider-reads-regulated-data', 'over-privileged-application', 'cross-tenant-access'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.6' },
    { standard: 'CIS PostgreSQL 17', id: '4.6' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A grant to PUBLIC holds for every account there is and every one to come, and no REVOKE from a single role takes it away.',
  caution:
    'Roles that had access only through PUBLIC lose it; the script grants it by name to those whose may covers it.',
  check: (database, policy) =>
    judged(
      relationGrants(database).flatMap(({ relation, toOthers }) => {
        if (toOthers.length === 0 || isSystemSchema(relation.schema)) return [];
        // Extensions publish their own views to everybody on purpose (pg_stat_statements); writing is never meant.
        const wanted = (privilege: string) => relation.extension === null || privilege !== 'SELECT';
        const entries = entriesOf(toOthers, null, wanted);
        if (entries.length === 0) return [];
        const on = relationRef(database.name, relation);
        const privileges = privilegesIn(entries);
        return [
          {
            object: { ...on, public: true as const },
            title: `Everybody (PUBLIC) holds ${privileges.join(', ')} on ${kindWords(on)} ${nameOf(on)}`,
            evidence: {
              owner: relation.owner,
              privileges,
              grantors: entries.map((entry) => entry.grantor),
              rowSecurity: relation.rowSecurity,
            },
            remedy: {
              changes: [
                // A partition is reached through its parent.
                ...(relation.isPartition
                  ? []
                  : keptForDeclared(
                      database,
                      policy,
                      { on, owner: relation.owner, entries: toOthers },
                      privileges,
                    )),
                ...revocations(on, entries),
              ],
            },
            ...(relation.kind === 'sequence' ? { severity: 'low' as const } : {}),
          },
        ];
      }),
    ),
});
