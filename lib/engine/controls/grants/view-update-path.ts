import { databaseAccess } from '../../analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { columnsWithAclByRelation, relationKey, relationsOfKind } from '../../analysis/relation-index.ts';
import { isInvokerView, viewSources } from '../../analysis/row-security/bypass-by-view.ts';
import { parseSql } from '../../analysis/row-security/parser.ts';
import { listOf, nodeOf, nodesIn } from '../../analysis/row-security/tree.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import { defineControl } from '../control.ts';
import { columnsOf, relationNamed } from './by-relation.ts';
import { columnRef, isSystemSchema, nameOf, relationRef } from './database-object.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { entriesOf, grantEntries, grantEntriesIn, privilegesIn, revocations } from './grant-entry.ts';

const writes: ReadonlySet<Privilege> = new Set(['INSERT', 'UPDATE', 'DELETE']);

const definitionsByView = memo(
  (database: DatabaseFacts): ReadonlyMap<string, string> =>
    new Map(
      database.read('view-definitions').map((row) => [relationKey(row.schema, row.view), row.definition]),
    ),
);

/**
 * The relation that a view over these writes by itself: the only one it reads, or the only one of its FROM where the others stand in
 * subqueries (documentation, CREATE VIEW, Updatable Views). Of a view without any condition no text is kept: such a one that reads
 * several relations joins them.
 */
function writtenThrough(
  database: DatabaseFacts,
  view: string,
  sources: readonly RelationRow[],
): RelationRow | null | 'unknown' {
  const [only] = sources;
  if (!only) return null;
  if (sources.length === 1) return only.kind === 'materialized-view' ? null : only;
  const definition = definitionsByView(database).get(view);
  if (definition === undefined) return null;
  const parsed = parseSql(definition);
  if ('error' in parsed) return 'unknown';
  const query = nodesIn(parsed.tree).find(({ kind }) => kind === 'SelectStmt')?.fields;
  const [from, other] = listOf(query?.fromClause);
  const relation = nodeOf(from);
  if (query === undefined || other !== undefined || relation?.kind !== 'RangeVar') return null;
  if (query.distinctClause || query.groupClause || query.havingClause || query.limitCount || query.withClause)
    return null;
  const { schemaname, relname } = relation.fields;
  if (typeof schemaname !== 'string' || typeof relname !== 'string') return 'unknown';
  const found = relationNamed(database, schemaname, relname);
  return found === undefined || found.kind === 'materialized-view' ? null : found;
}

export const viewUpdatePath = defineControl({
  id: 'view-update-path',
  title: 'No view writes tables its users may not write',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: [
    'relations',
    'view-dependencies',
    'view-definitions',
    'columns',
    'roles',
    'memberships',
    'databases',
    'schemas',
  ],
  threats: ['over-privileged-application', 'cross-tenant-access'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'rules-privileges' },
  ],
  rationale:
    'A simple view over one table is updatable by itself, and writes go to the table with the rights of the view’s owner. Who was given INSERT, UPDATE or DELETE on the view writes a table that no grant on the table shows.',
  caution:
    'Applications that write through the view need the right on the table, with security_invoker on the view.',
  check(database, policy) {
    const access = databaseAccess(database);
    const sources = viewSources(database);
    const granted = columnsWithAclByRelation(database);
    const undecided: { object: ObjectRef; reason: string }[] = [];
    const findings = relationsOfKind(database, 'view').flatMap((view): FindingDraft[] => {
      const key = relationKey(view.schema, view.name);
      const columns = granted.get(key) ?? [];
      if ((view.acl === null && columns.length === 0) || isSystemSchema(view.schema) || isInvokerView(view))
        return [];
      const on = relationRef(database.name, view);
      const objects = [
        { on, owner: view.owner, entries: grantEntriesIn(database.cluster, view) },
        ...columns.map((column) => ({
          on: columnRef(database.name, column),
          owner: view.owner,
          entries: grantEntries(column.acl, 'column', view.owner),
        })),
      ].flatMap((object) => {
        const excess = excessGrants(database.cluster, policy, object, (one) => writes.has(one));
        return excess.length === 0 ? [] : [{ on: object.on, excess }];
      });
      if (objects.length === 0) return [];
      const table = writtenThrough(database, key, sources.get(key) ?? []);
      if (table === 'unknown')
        undecided.push({ object: on, reason: `Which table view ${nameOf(on)} writes could not be told.` });
      if (table === null || table === 'unknown') return [];
      const base = { kind: table.kind, database: database.name, schema: table.schema, name: table.name };
      return objects.flatMap(({ on: where, excess }) => {
        const own = columnsOf(database, table.schema, table.name).some(({ name }) => name === where.column);
        const beneath = own ? { ...base, kind: 'column' as const, column: where.column ?? '' } : base;
        return excess.flatMap(({ grantee, entries }): FindingDraft[] => {
          const past = entries.flatMap((entry) =>
            entriesOf([entry], grantee, (one) => grantee === null || !access.has(grantee, beneath, one)),
          );
          // Through the view only what its owner may do to the table gets there.
          const privileges = privilegesIn(past).filter((one) => access.has(view.owner, beneath, one));
          if (privileges.length === 0) return [];
          return [
            {
              object: heldBy(where, grantee),
              title: `${granteeWords(grantee)} may write ${nameOf(relationRef(database.name, table))} through ${where.kind === 'column' ? `column ${where.column} of ` : ''}view ${nameOf(on)} with the rights of ${view.owner}, wherever PostgreSQL can update the view`,
              evidence: {
                privileges,
                table: nameOf(relationRef(database.name, table)),
                viewOwner: view.owner,
              },
              remedy: { changes: revocations(where, past) },
            },
          ];
        });
      });
    });
    return { outcome: 'judged', findings, undecided };
  },
});
