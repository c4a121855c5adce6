import type { DatabaseFacts } from '../../analysis/facts.ts';
import {
  columnsByRelation,
  policiesByRelation,
  relationKey,
  relationsByKey,
} from '../../analysis/relation-index.ts';
import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';

export function relationNamed(
  database: DatabaseFacts,
  schema: string,
  name: string,
): RelationRow | undefined {
  return relationsByKey(database).get(relationKey(schema, name));
}

export function columnsOf(database: DatabaseFacts, schema: string, relation: string): readonly ColumnRow[] {
  return columnsByRelation(database).get(relationKey(schema, relation)) ?? [];
}

/** Names of the policies on a relation, sorted. */
export function policyNames(database: DatabaseFacts, schema: string, relation: string): string[] {
  return (policiesByRelation(database).get(relationKey(schema, relation)) ?? [])
    .map((row) => row.name)
    .sort();
}
