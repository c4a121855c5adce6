import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { Unpredictable } from './unpredictable.ts';

function dropRelation(draft: InventoryDraft, { database, schema, name }: ObjectRef): void {
  const same = (row: { readonly schema: string; readonly name: string }) =>
    row.schema === schema && row.name === name;
  const relations = draft.database(database, 'relations');
  if (!relations.find(same)) return;
  const views = draft.database(database, 'view-dependencies');
  if (views.rows.some((row) => row.dependsOnSchema === schema && row.dependsOn === name))
    throw new Unpredictable('the server refuses to drop what a view reads');
  relations.remove(same);
  const onIt = (row: { readonly schema: string; readonly relation: string }) =>
    row.schema === schema && row.relation === name;
  draft.database(database, 'columns').remove(onIt);
  for (const section of ['policies', 'policy-routines', 'triggers', 'routine-uses', 'unique-keys'] as const) {
    const rows = draft.database(database, section);
    // Each has the schema and the relation it stands on.
    if (rows.wasRead) (rows as { remove(gone: typeof onIt): void }).remove(onIt);
  }
  views.remove((row) => row.schema === schema && row.view === name);
  const definitions = draft.database(database, 'view-definitions');
  if (definitions.wasRead) definitions.remove((row) => row.schema === schema && row.view === name);
}

/** DROP … IF EXISTS, which the server refuses where anything else depends on it. */
export function predictDropObject(
  draft: InventoryDraft,
  { on }: Extract<Change, { do: 'drop-object' }>,
): void {
  const { database, schema, name, signature, relation } = on;
  switch (on.kind) {
    case 'table':
    case 'view':
      dropRelation(draft, on);
      return;
    case 'schema': {
      const inside = [
        ...draft.database(database, 'relations').rows,
        ...draft.database(database, 'routines').rows,
      ];
      if (inside.some((row) => row.schema === name))
        throw new Unpredictable('the server refuses to drop a schema that holds something');
      draft.database(database, 'schemas').remove((row) => row.name === name);
      return;
    }
    case 'function': {
      const called = draft
        .database(database, 'triggers')
        .rows.some((row) => signature === '' && row.functionSchema === schema && row.functionName === name);
      if (called) throw new Unpredictable('the server refuses to drop a function that a trigger calls');
      draft
        .database(database, 'routines')
        .remove((row) => row.schema === schema && row.name === name && row.signature === signature);
      return;
    }
    case 'trigger':
      draft
        .database(database, 'triggers')
        .remove((row) => row.schema === schema && row.relation === relation && row.name === name);
      return;
    default:
      throw new Unpredictable(`Postern drops no ${on.kind}`);
  }
}
