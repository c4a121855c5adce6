import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Policy } from '../../policy/policy.ts';
import { columnsOf } from '../grants/by-relation.ts';
import { columnRef } from '../grants/database-object.ts';

/** Columns of a relation that the policy's classification keeps from this role. */
export function keptColumns(policy: Policy, relation: ObjectRef, role: string): ReadonlySet<string> {
  return new Set(
    (policy.classification ?? []).flatMap((entry) =>
      entry.database === relation.database &&
      entry.schema === relation.schema &&
      entry.table === relation.name &&
      entry.readers !== undefined &&
      !entry.readers.includes(role)
        ? [entry.column]
        : [],
    ),
  );
}

/** The others: what may be granted to it one by one. */
export function openColumns(
  database: DatabaseFacts,
  policy: Policy,
  { schema, name }: ObjectRef,
  role: string,
): readonly ObjectRef[] {
  const kept = keptColumns(policy, { kind: 'table', database: database.name, schema, name }, role);
  return columnsOf(database, schema ?? '', name ?? '')
    .filter((row) => !kept.has(row.name))
    .map((row) => columnRef(database.name, row));
}
