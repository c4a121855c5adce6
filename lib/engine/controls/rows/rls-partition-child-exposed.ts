import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey } from '../../analysis/relation-index.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { inheritanceOf } from '../../analysis/row-security/inheritance-of.ts';
import { relationRef as grantable, holdersBound } from '../../analysis/row-security/row-bypass.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf, relationRef } from '../grants/database-object.ts';
import { grantedToOthers, othersNames, revokeFromOthers } from './granted-to-others.ts';
import { someOf } from './some-of.ts';
import { whoGoes } from './who-goes.ts';

/** Roles that the parent's policies bind and that read the partition without a grant on it: members of pg_read_all_data. */
function readersOfAll(
  database: DatabaseFacts,
  partition: RelationRow,
  parents: readonly RelationRow[],
): readonly string[] {
  const graph = roleGraph(database.cluster);
  const readsAll = (role: string) =>
    (['inherit', 'set'] as const).some((how) => graph.reaches(role, 'pg_read_all_data', how, database.name));
  const asOwner = (role: string) =>
    (['inherit', 'set'] as const).some((how) => graph.reaches(role, partition.owner, how, database.name));
  return whoGoes(
    parents.map((parent) => holdersBound(database, grantable(database, partition), ['SELECT'], parent)),
  ).filter((role) => readsAll(role) && !asOwner(role));
}

export const rlsPartitionChildExposed = defineControl({
  id: 'rls-partition-child-exposed',
  title: 'No partition can be read past its parent’s policies',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'inheritance', 'roles', 'memberships', 'databases'],
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
    { standard: 'PostgreSQL documentation', id: 'ddl-rowsecurity' },
  ],
  rationale:
    'A query on the parent obeys the parent’s policies and privileges; a query on the partition itself obeys only its own. A grant on the partition is therefore a way round the policies, and it is never needed for access through the parent.',
  caution: 'Jobs that name partitions directly must go through the parent.',
  check(database) {
    const { above } = inheritanceOf(database);
    const findings =
      database.read('inheritance').length === 0
        ? []
        : database.read('relations').flatMap((relation): FindingDraft[] => {
            if (relation.rowSecurity) return [];
            const parents = above(relationKey(relation.schema, relation.name)).filter(
              (parent) => parent.rowSecurity,
            );
            if (parents.length === 0) return [];
            const protectedBy = parents.map((parent) => nameOf(relationRef(database.name, parent))).sort();
            const granted = grantedToOthers(database, relation);
            const readers = readersOfAll(database, relation, parents);
            if (granted.length + readers.length === 0) return [];
            const on = relationRef(database.name, relation);
            const how =
              granted.length > 0
                ? `is granted to ${othersNames(granted).join(', ')}`
                : `can be read by ${someOf(readers)}, who may read all data,`;
            return [
              {
                object: on,
                title: `Partition ${nameOf(on)} ${how} without the row security of its parent ${protectedBy[0]}`,
                evidence: {
                  parents: protectedBy,
                  grantees: othersNames(granted),
                  readers,
                  rowSecurity: false,
                  owner: relation.owner,
                },
                remedy:
                  readers.length === 0
                    ? { changes: revokeFromOthers(granted) }
                    : {
                        manual:
                          'Switch row security on for the partition too (ALTER TABLE … ENABLE ROW LEVEL SECURITY): without a policy of its own it shows nobody but its owner a row, and queries on the parent do not ask it.',
                      },
              },
            ];
          });
    return judged(findings);
  },
});
