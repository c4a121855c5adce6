import type { ClusterFacts, DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey, relationsByKey } from '../../analysis/relation-index.ts';
import { sensitiveColumns } from '../../analysis/sensitive-columns.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { SuspectColumn } from './classification-decisions.ts';

/** Where rows are kept: a view shows what its tables hold, a partition is its parent's. */
function keepsRows(relation: RelationRow | undefined): boolean {
  return (
    relation !== undefined &&
    relation.kind !== 'view' &&
    relation.kind !== 'sequence' &&
    !relation.isPartition
  );
}

function inDatabase(database: DatabaseFacts): readonly SuspectColumn[] {
  try {
    const relations = relationsByKey(database);
    return sensitiveColumns(database)
      .filter(
        (column) =>
          column.confidence !== 'low' &&
          keepsRows(relations.get(relationKey(column.schema, column.relation))),
      )
      .map((column) => ({
        database: database.name,
        schema: column.schema,
        table: column.relation,
        column: column.column,
        reason: column.why,
        category: column.category,
      }));
  } catch (error) {
    // Not read is a gap of the scan, shown as such: there is nothing to ask about here.
    if (error instanceof UnreadSection) return [];
    throw error;
  }
}

/** Columns worth asking about: those that look sensitive with at least medium confidence, in every database that was read. */
export function suspectColumns(facts: ClusterFacts): readonly SuspectColumn[] {
  return facts.databases.flatMap(inDatabase);
}
