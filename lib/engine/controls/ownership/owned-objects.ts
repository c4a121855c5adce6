import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { isSystemSchema, relationRef, routineRef } from '../grants/database-object.ts';

export interface OwnedObject {
  readonly on: ObjectRef;
  readonly owner: string;
}

/**
 * The customer's schemas, relations and routines with their owners. Members of extensions follow their extension, and
 * sequences of columns follow their table (PostgreSQL refuses to move them alone), so neither is listed.
 */
export function ownedObjects(facts: DatabaseFacts): OwnedObject[] {
  const database = facts.name;
  return [
    ...facts
      .read('schemas')
      .filter((row) => !isSystemSchema(row.name))
      .map((row) => ({ on: { kind: 'schema' as const, database, name: row.name }, owner: row.owner })),
    ...facts
      .read('relations')
      .filter((row) => !isSystemSchema(row.schema) && row.extension === null && row.kind !== 'sequence')
      .map((row) => ({ on: relationRef(database, row), owner: row.owner })),
    ...facts
      .read('routines')
      .filter((row) => !isSystemSchema(row.schema) && row.extension === null)
      .map((row) => ({ on: routineRef(database, row), owner: row.owner })),
  ];
}
