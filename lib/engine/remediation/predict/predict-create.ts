import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Change, ObjectDefinition } from '../../model/change.ts';
import { compareText } from '../../model/compare-text.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { predictDropObject } from './predict-drop.ts';
import { nameList } from './setting-text.ts';
import { Unpredictable } from './unpredictable.ts';

type Create = Extract<Change, { do: 'create-object' }>;
type DefinitionOf<Make extends ObjectDefinition['make']> = Extract<ObjectDefinition, { make: Make }>;

const defaultsOf = { schema: 'SCHEMAS', table: 'TABLES', view: 'TABLES', function: 'FUNCTIONS' } as const;

/** It is made by whoever runs the statement, under that role's default privileges, and then handed to its owner. */
function ownerOf(draft: InventoryDraft, { on, owner, definition }: Create): string {
  if (owner === null) throw new Unpredictable('it will belong to whoever runs the statement');
  if (!draft.graph.roles.has(owner)) throw new Unpredictable('its owner is not in the snapshot');
  const { make } = definition;
  const objects = make === 'trigger' ? null : defaultsOf[make];
  const defaults = draft
    .database(on.database, 'default-acls')
    .rows.some(
      (row) =>
        row.objects === objects &&
        (row.schema === null || row.schema === on.schema) &&
        (draft.graph.roles.get(row.role)?.superuser === true || row.role === owner),
    );
  if (defaults)
    throw new Unpredictable('it will be granted by default privileges of whoever runs the statement');
  return owner;
}

function insertRelation(draft: InventoryDraft, change: Create, part: Pick<RelationRow, 'kind' | 'options'>) {
  const section = draft.database(change.on.database, 'relations');
  section.insert({
    oid: Math.max(16_383, ...section.rows.map((row) => row.oid)) + 1,
    schema: change.on.schema ?? '',
    name: change.on.name ?? '',
    kind: part.kind,
    owner: ownerOf(draft, change),
    acl: null,
    rowSecurity: false,
    forceRowSecurity: false,
    isPartition: false,
    options: part.options,
    extension: null,
    sizeClass: part.kind === 'view' ? 0 : -1,
    comment: change.comment,
    sequenceOf: null,
  });
}

interface NewColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
}

function insertColumns(draft: InventoryDraft, on: ObjectRef, columns: readonly NewColumn[]): void {
  const section = draft.database(on.database, 'columns');
  for (const { name, type, notNull } of columns)
    section.insert({
      schema: on.schema ?? '',
      relation: on.name ?? '',
      name,
      type,
      notNull,
      acl: null,
      comment: null,
    });
}

function makeTable(draft: InventoryDraft, change: Create, { columns }: DefinitionOf<'table'>): void {
  insertRelation(draft, change, { kind: 'table', options: [] });
  insertColumns(draft, change.on, columns);
}

/** `NULL::text` shows a column of that type. */
function typeShown(expression: string): string {
  const at = expression.lastIndexOf('::');
  if (at < 0) throw new Unpredictable('of what type a column of the view will be is not known');
  return expression.slice(at + 2).trim();
}

function makeView(draft: InventoryDraft, change: Create, definition: DefinitionOf<'view'>): void {
  const { on } = change;
  const { from, securityBarrier, securityInvoker } = definition;
  const options = [
    ...(securityBarrier ? ['security_barrier=true'] : []),
    ...(securityInvoker ? ['security_invoker=true'] : []),
  ];
  const underneath = draft
    .database(on.database, 'columns')
    .rows.filter((row) => row.schema === from.schema && row.relation === from.name);
  const typeOf = (name: string) => {
    const row = underneath.find((one) => one.name === name);
    if (!row) throw new Unpredictable('a column that the view is to show is not in the snapshot');
    return row.type;
  };
  insertRelation(draft, change, { kind: 'view', options });
  insertColumns(
    draft,
    on,
    definition.columns.map(({ name, expression }) => ({
      name,
      type: expression === null ? typeOf(name) : typeShown(expression),
      notNull: false,
    })),
  );
  draft.database(on.database, 'view-dependencies').insert({
    schema: on.schema ?? '',
    view: on.name ?? '',
    kind: 'relation',
    dependsOnSchema: from.schema ?? '',
    dependsOn: from.name ?? '',
    columns: definition.columns
      .flatMap((column) => (column.expression === null ? [column.name] : []))
      .sort(compareText),
    signature: null,
  });
}

function makeFunction(draft: InventoryDraft, change: Create, definition: DefinitionOf<'function'>): void {
  const { on } = change;
  const { searchPath } = definition;
  draft.database(on.database, 'routines').insert({
    schema: on.schema ?? '',
    name: on.name ?? '',
    signature: on.signature ?? '',
    kind: 'function',
    owner: ownerOf(draft, change),
    acl: null,
    language: definition.language,
    securityDefiner: definition.securityDefiner,
    leakproof: false,
    returnType: definition.returns,
    config: searchPath === null ? [] : [`search_path=${nameList(searchPath)}`],
    source: definition.body,
    extension: null,
  });
}

function makeTrigger(draft: InventoryDraft, { on }: Create, { calls }: DefinitionOf<'trigger'>): void {
  const place = { schema: on.schema ?? '', relation: on.relation ?? '' };
  const { schema: functionSchema, name: functionName } = calls;
  draft
    .database(on.database, 'triggers')
    .insert({ ...place, name: on.name ?? '', enabled: true, functionSchema, functionName });
  const uses = draft.database(on.database, 'routine-uses');
  if (!uses.wasRead) return;
  const same = (row: { readonly schema: string; readonly name: string }) =>
    row.schema === functionSchema && row.name === functionName;
  const routineOwner = draft.database(on.database, 'routines').find(same)?.owner;
  const owner = draft
    .database(on.database, 'relations')
    .find((row) => row.schema === on.schema && row.name === on.relation)?.owner;
  if (routineOwner === undefined || owner === undefined)
    throw new Unpredictable('the table or the function of the trigger is not in the snapshot');
  // The section leaves out what a relation's own owner, or a superuser, wrote (sections/routine-uses.ts).
  if (routineOwner === owner || draft.graph.roles.get(routineOwner)?.superuser) return;
  const use = { ...place, by: 'trigger', routineSchema: functionSchema, routine: functionName } as const;
  if (
    !uses.find((row) => row.by === 'trigger' && row.routine === functionName && row.relation === on.relation)
  )
    uses.insert({ ...use, routineOwner });
}

export function predictCreateObject(draft: InventoryDraft, change: Create): void {
  const { on, definition } = change;
  if (definition.make === 'schema') {
    const section = draft.database(on.database, 'schemas');
    if (section.find((row) => row.name === on.name)) throw new Unpredictable('the schema is there already');
    section.insert({ name: on.name ?? '', owner: ownerOf(draft, change), acl: null });
    return;
  }
  if (definition.make === 'table') {
    const there = draft
      .database(on.database, 'relations')
      .find((row) => row.schema === on.schema && row.name === on.name);
    if (there) throw new Unpredictable('there is a relation of that name already');
    makeTable(draft, change, definition);
    return;
  }
  // What an earlier run left is dropped first (render/create-object.ts).
  predictDropObject(draft, { do: 'drop-object', on });
  if (definition.make === 'view') makeView(draft, change, definition);
  else if (definition.make === 'function') makeFunction(draft, change, definition);
  else makeTrigger(draft, change, definition);
}
