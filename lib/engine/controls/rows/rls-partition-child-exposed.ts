import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey, relationsByKey } from '../../analysis/relation-index.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf, relationRef } from '../grants/database-object.ts';
import { grantedToOthers, othersNames, revokeFromOthers } from './granted-to-others.ts';

const none: ReadonlySet<string> = new Set();

/** Every parent, direct and indirect, of each child, by key. */
function ancestors(database: DatabaseFacts): (child: string) => ReadonlySet<string> {
  const parents = new Map<string, string[]>();
  for (const row of database.read('inheritance')) {
    const child = relationKey(row.childSchema, row.child);
    parents.set(child, [...(parents.get(child) ?? []), relationKey(row.parentSchema, row.parent)]);
  }
  return (child) => {
    const direct = parents.get(child);
    if (direct === undefined) return none;
    const found = new Set<string>();
    const frontier = [...direct];
    for (let key = frontier.pop(); key !== undefined; key = frontier.pop()) {
      if (found.has(key)) continue;
      found.add(key);
      frontier.push(...(parents.get(key) ?? []));
    }
    return found;
  };
}

export const rlsPartitionChildExposed = defineControl({
  id: 'rls-partition-child-exposed',
  title: 'No partition can be read past its parent’s policies',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'inheritance', 'roles'],
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
    const relations = relationsByKey(database);
    const above = ancestors(database);
    const findings = database.read('relations').flatMap((relation): FindingDraft[] => {
      if (relation.rowSecurity) return [];
      const parents = above(relationKey(relation.schema, relation.name));
      if (parents.size === 0) return [];
      const protectedBy = [...parents]
        .flatMap((parent) => relations.get(parent) ?? [])
        .filter((parent) => parent.rowSecurity)
        .map((parent) => nameOf(relationRef(database.name, parent)))
        .sort();
      if (protectedBy.length === 0) return [];
      const granted = grantedToOthers(database, relation);
      if (granted.length === 0) return [];
      const on = relationRef(database.name, relation);
      return [
        {
          object: on,
          title: `Partition ${nameOf(on)} is granted to ${othersNames(granted).join(', ')} without the row security of its parent ${protectedBy[0]}`,
          evidence: {
            parents: protectedBy,
            grantees: othersNames(granted),
            rowSecurity: false,
            owner: relation.owner,
          },
          remedy: { changes: revokeFromOthers(granted) },
        },
      ];
    });
    return judged(findings);
  },
});
