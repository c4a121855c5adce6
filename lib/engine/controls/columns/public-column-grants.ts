import { columnsWithAcl } from '../../analysis/relation-index.ts';
import { defineControl, judged } from '../control.ts';
import { relationNamed } from '../grants/by-relation.ts';
import { columnRef, isSystemSchema, nameOf } from '../grants/database-object.ts';
import { entriesOf, grantEntries, privilegesIn, revocations } from '../grants/grant-entry.ts';

export const publicColumnGrants = defineControl({
  id: 'public-column-grants',
  title: 'No column granted to everybody',
  area: 'columns',
  scope: 'database',
  severity: 'medium',
  needs: ['relations', 'columns'],
  threats: ['insider-reads-regulated-data', 'over-privileged-application'],
  enforcedWhere: 'column',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233520' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'C1.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A column grant does not show in the privileges of its table, so that a review of tables misses it, and given to PUBLIC it holds for every account.',
  caution: 'Roles that had the column only through PUBLIC lose it.',
  check(database) {
    const findings = columnsWithAcl(database).flatMap((column) => {
      const relation = relationNamed(database, column.schema, column.relation);
      if (isSystemSchema(column.schema) || !relation || relation.extension !== null) return [];
      const entries = entriesOf(grantEntries(column.acl, 'column', relation.owner), null);
      if (entries.length === 0) return [];
      const on = columnRef(database.name, column);
      const privileges = privilegesIn(entries);
      return [
        {
          object: { ...on, public: true as const },
          title: `Everybody (PUBLIC) holds ${privileges.join(', ')} on column ${nameOf(on)}`,
          evidence: { owner: relation.owner, privileges, grantors: entries.map((entry) => entry.grantor) },
          remedy: { changes: revocations(on, entries) },
        },
      ];
    });
    return judged(findings);
  },
});
