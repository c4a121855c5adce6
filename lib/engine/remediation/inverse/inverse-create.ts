import type { Inventory } from '../../inventory/inventory.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { databaseRows, rowNamed, wasRead } from '../prior.ts';
import { renderChange } from '../render/render-change.ts';
import { type ChangeOf, type Inverse, unknownState } from './inverse-of-change.ts';

/** Whether the snapshot has it; `null` where that section was not read. */
function stoodThere(on: ObjectRef, inventory: Inventory): boolean | null {
  const { database, schema, name } = on;
  switch (on.kind) {
    case 'schema':
      if (!wasRead(inventory, database, 'schemas')) return null;
      return databaseRows(inventory, database, 'schemas').some((row) => row.name === name);
    case 'function':
      if (!wasRead(inventory, database, 'routines')) return null;
      return (
        rowNamed(databaseRows(inventory, database, 'routines'), schema, name, on.signature) !== undefined
      );
    case 'trigger':
      if (!wasRead(inventory, database, 'triggers')) return null;
      return databaseRows(inventory, database, 'triggers').some(
        (row) => row.schema === schema && row.relation === on.relation && row.name === name,
      );
    default:
      if (!wasRead(inventory, database, 'relations')) return null;
      return rowNamed(databaseRows(inventory, database, 'relations'), schema, name) !== undefined;
  }
}

/** What Postern made goes again; what was there before is not for it to drop. */
export function afterCreateObject(change: ChangeOf<'create-object'>, inventory: Inventory): Inverse {
  const before = stoodThere(change.on, inventory);
  if (before === null) return unknownState(`the ${change.on.kind}`);
  if (before) return { irreversible: `there was a ${change.on.kind} of that name before` };
  // Rows that an audit table has gathered meanwhile are evidence: only an empty one may go unasked.
  if (change.definition.make === 'table')
    return {
      irreversible: 'the table may hold rows by then: keep them elsewhere before dropping it by hand',
    };
  return { statements: renderChange({ do: 'drop-object', on: change.on }, inventory) };
}
