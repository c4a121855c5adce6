import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey, relationsOfKind } from '../../analysis/relation-index.ts';
import { viewSources } from '../../analysis/row-security/bypass-by-view.ts';
import { inheritanceOf } from '../../analysis/row-security/inheritance-of.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { grantedToOthers, othersNames, revokeFromOthers } from './granted-to-others.ts';

/** Everything it was filled from, through any number of views and other materialized views. */
function filledFrom(database: DatabaseFacts, view: RelationRow): RelationRow[] {
  const found = new Map<string, RelationRow>();
  const frontier = [view];
  for (let from = frontier.pop(); from; from = frontier.pop()) {
    for (const source of viewSources(database).get(relationKey(from.schema, from.name)) ?? []) {
      const key = relationKey(source.schema, source.name);
      if (found.has(key)) continue;
      found.set(key, source);
      frontier.push(source);
    }
  }
  return [...found.values()];
}

/** The table itself where it has row security; else the tables of which it holds a part, or which reading it reads too. */
function protectedBy(database: DatabaseFacts, source: RelationRow): readonly RelationRow[] {
  if (source.rowSecurity) return [source];
  const { above, below } = inheritanceOf(database);
  const key = relationKey(source.schema, source.name);
  return [...above(key), ...below(key)].filter((table) => table.rowSecurity);
}

export const rlsMatview = defineControl({
  id: 'rls-matview',
  title: 'No materialized copy of protected rows is granted',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'inheritance', 'view-dependencies', 'roles'],
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
    'A materialized view holds the rows as its owner saw them at the last refresh, and can have no row security itself: whoever may read it reads every tenant’s.',
  caution: 'Reports that read it need a view over it that filters by tenant.',
  check: (database) =>
    judged(
      relationsOfKind(database, 'materialized-view').flatMap((view): FindingDraft[] => {
        if (isSystemSchema(view.schema)) return [];
        const copied = filledFrom(database, view)
          .flatMap((source) => protectedBy(database, source))
          .map((source) => nameOf(relationRef(database.name, source)));
        if (copied.length === 0) return [];
        const granted = grantedToOthers(database, view, (privilege) => privilege === 'SELECT');
        if (granted.length === 0) return [];
        const on = relationRef(database.name, view);
        const tables = [...new Set(copied)].sort();
        return [
          {
            object: on,
            title: `Materialized view ${nameOf(on)} gives ${othersNames(granted).join(', ')} a copy of ${tables.join(', ')} without row security`,
            evidence: { owner: view.owner, tables, grantees: othersNames(granted) },
            remedy: { changes: revokeFromOthers(granted) },
          },
        ];
      }),
    ),
});
