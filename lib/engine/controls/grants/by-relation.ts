import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { relationKey } from '../../analysis/row-security/table-row-security.ts';
import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { PolicyRow } from '../../inventory/sections/policies.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';

// A large database has half a million columns: looking one up must not walk them all.

const relations = memo(
  (database: DatabaseFacts): ReadonlyMap<string, RelationRow> =>
    new Map(database.read('relations').map((row) => [relationKey(row.schema, row.name), row])),
);

const columns = memo(
  (database: DatabaseFacts): ReadonlyMap<string, readonly ColumnRow[]> =>
    Map.groupBy(database.read('columns'), (row) => relationKey(row.schema, row.relation)),
);

const policies = memo(
  (database: DatabaseFacts): ReadonlyMap<string, readonly PolicyRow[]> =>
    Map.groupBy(database.read('policies'), (row) => relationKey(row.schema, row.relation)),
);

export function relationNamed(
  database: DatabaseFacts,
  schema: string,
  name: string,
): RelationRow | undefined {
  return relations(database).get(relationKey(schema, name));
}

export function columnsOf(database: DatabaseFacts, schema: string, relation: string): readonly ColumnRow[] {
  return columns(database).get(relationKey(schema, relation)) ?? [];
}

/** Names of the policies on a relation, sorted. */
export function policyNames(database: DatabaseFacts, schema: string, relation: string): string[] {
  return (policies(database).get(relationKey(schema, relation)) ?? []).map((row) => row.name).sort();
}
