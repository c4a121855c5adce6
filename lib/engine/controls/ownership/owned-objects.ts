import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { isSystemSchema, relationRef, routineRef } from '../grants/database-object.ts';
import { ownRoutines } from '../routines/own-routines.ts';

export interface OwnedObject {
  readonly on: ObjectRef;
  readonly owner: string;
  /** A partition is reached through its parent, and needs no grants of its own. */
  readonly isPartition?: boolean;
}

/**
 * The customer's schemas, relations and routines of owners asked for. Members of extensions follow their extension, and
 * sequences of columns follow their table (PostgreSQL refuses to move them alone), so neither is listed.
 */
export function ownedObjects(facts: DatabaseFacts, isOwner: (role: string) => boolean): OwnedObject[] {
  const database = facts.name;
  return [
    ...facts
      .read('schemas')
      .filter((row) => isOwner(row.owner) && !isSystemSchema(row.name))
      .map((row) => ({ on: { kind: 'schema' as const, database, name: row.name }, owner: row.owner })),
    ...facts
      .read('relations')
      .filter(
        (row) =>
          isOwner(row.owner) &&
          !isSystemSchema(row.schema) &&
          row.extension === null &&
          row.kind !== 'sequence',
      )
      .map((row) => ({ on: relationRef(database, row), owner: row.owner, isPartition: row.isPartition })),
    ...ownRoutines(facts)
      .filter((row) => isOwner(row.owner))
      .map((row) => ({ on: routineRef(database, row), owner: row.owner })),
  ];
}
