import type { Inventory, Section } from '../inventory/inventory.ts';
import type { ClusterSectionName, DatabaseSectionName } from '../inventory/section-name.ts';
import { compareText } from '../model/compare-text.ts';
import { type GrantableKind, grantableKinds } from '../model/object-ref.ts';
import { concernedObjects } from './access-difference-roles.ts';
import { type AccessObject, objectKey } from './access-object.ts';
import type { DatabaseAccess, GrantableRef } from './effective-privileges.ts';

/** One object in both snapshots; undefined where it is not there. */
export interface ObjectPair {
  readonly before: AccessObject | undefined;
  readonly after: AccessObject | undefined;
}

const databaseFamilies = {
  schemas: ['schema'],
  relations: ['table', 'view', 'materialized-view', 'foreign-table', 'partitioned-table', 'sequence'],
  columns: ['column'],
  routines: ['function', 'procedure'],
  types: ['type'],
  languages: ['language'],
  'foreign-data-wrappers': ['foreign-data-wrapper'],
  'foreign-servers': ['foreign-server'],
  'large-objects': ['large-object'],
} as const satisfies { readonly [Name in DatabaseSectionName]?: readonly GrantableKind[] };

const clusterFamilies = {
  databases: ['database'],
  tablespaces: ['tablespace'],
  'parameter-acls': ['parameter'],
} as const satisfies { readonly [Name in ClusterSectionName]?: readonly GrantableKind[] };

type Sections = { readonly [name: string]: Section<unknown> | undefined };

type Named = { readonly [field: string]: unknown };

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** How the access engine names the object of a row. */
function refOf(section: string, kinds: readonly GrantableKind[], row: unknown): GrantableRef | null {
  if (typeof row !== 'object' || row === null) return null;
  // Rows of the sections named above: each has a name, an OID, or a schema with a name.
  const { kind, schema, name, relation, signature, oid } = row as Named;
  const [only = 'table'] = kinds;
  if (section === 'columns')
    return { kind: 'column', schema: text(schema), name: text(relation), column: text(name) };
  if (section === 'large-objects') return { kind: 'large-object', name: String(oid) };
  if (section === 'routines')
    return {
      kind: kind === 'procedure' ? 'procedure' : 'function',
      schema: text(schema),
      name: text(name),
      signature: text(signature),
    };
  const own = kinds.find((one) => one === kind);
  return {
    kind: own ?? only,
    ...(text(schema) === undefined ? {} : { schema: text(schema) }),
    name: text(name),
  };
}

/** Rows that are not the same value in both. */
function differing(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [...before.filter((row) => !now.has(row)), ...after.filter((row) => !old.has(row))];
}

/** A parameter in no list is known to the engine all the same: it belongs to nobody. */
const pairOf = (ref: GrantableRef, one: DatabaseAccess, other: DatabaseAccess): ObjectPair => ({
  before: one.find(ref),
  after: other.find(ref),
});

function refTo({ kind, schema, name, column, signature }: AccessObject): GrantableRef {
  return {
    kind,
    name,
    ...(schema === null ? {} : { schema }),
    ...(column === null ? {} : { column }),
    ...(signature === null ? {} : { signature }),
  };
}

/** Every object of these kinds, in either, that somebody may hold otherwise only because roles do. */
function concernedOf(
  kinds: readonly GrantableKind[],
  one: DatabaseAccess,
  other: DatabaseAccess,
  concerns: (object: AccessObject) => boolean,
): readonly ObjectPair[] {
  const objects = new Map<string, AccessObject>();
  for (const access of [one, other])
    for (const object of access.objects(kinds)) if (concerns(object)) objects.set(objectKey(object), object);
  return [...objects.values()].map((object) => pairOf(refTo(object), one, other));
}

/** Columns with a list of their own whose relation changed: what they have from it did too. */
function columnsOf(relations: readonly unknown[], rows: readonly unknown[]): readonly unknown[] {
  const keys = new Set(relations.map((row) => `${(row as Named).schema}\0${(row as Named).name}`));
  return rows.filter((row) => {
    const { schema, relation, acl } = row as Named;
    return acl !== null && keys.has(`${schema}\0${relation}`);
  });
}

const rowsOf = (section: Section<unknown> | undefined): readonly unknown[] =>
  section && 'rows' in section ? section.rows : [];

function whyUnread(sections: readonly (Section<unknown> | undefined)[]): string | null {
  for (const section of sections) {
    if (section === undefined) return 'it was not read';
    if ('gap' in section) return section.gap.reason;
  }
  return null;
}

/**
 * The objects that may be held by others in the second snapshot: those whose rows differ, all of them where roles do. `place`
 * is a database, or null for what belongs to the cluster, which is seen from `seenFrom`; `unknown` says which kinds could not be compared.
 */
export function objectPairs(
  before: Inventory,
  after: Inventory,
  place: string | null,
  seenFrom: string | null,
  one: DatabaseAccess,
  other: DatabaseAccess,
): { readonly pairs: readonly ObjectPair[]; readonly unknown: readonly string[] } {
  const [was, is] = [before, after].map(
    (inventory): Sections =>
      place === null
        ? inventory.cluster
        : (inventory.databases.find((database) => database.name === place)?.sections ?? {}),
  );
  const concerns = concernedObjects(before, after, seenFrom, one, other);
  const pairs: ObjectPair[] = [];
  const unknown: string[] = [];
  const relations = differing(rowsOf(was?.relations), rowsOf(is?.relations));
  for (const [name, kinds] of Object.entries<readonly GrantableKind[]>(
    place === null ? clusterFamilies : databaseFamilies,
  )) {
    const moved = name === 'columns' && relations.length > 0;
    if (!concerns && !moved && was?.[name] === is?.[name]) continue;
    const unread = whyUnread([was?.[name], is?.[name]]);
    if (unread !== null) {
      unknown.push(`${name}${place === null ? '' : ` in ${place}`}: ${unread}`);
      continue;
    }
    if (concerns) pairs.push(...concernedOf(kinds, one, other, concerns));
    const [old, now] = [rowsOf(was?.[name]), rowsOf(is?.[name])];
    const rows = [
      ...differing(old, now),
      ...(moved ? [...columnsOf(relations, old), ...columnsOf(relations, now)] : []),
    ];
    const refs = rows.map((row) => refOf(name, kinds, row)).filter((ref) => ref !== null);
    pairs.push(...refs.map((ref) => pairOf(ref, one, other)));
  }
  const distinct = new Map(
    pairs.flatMap((pair) => {
      const object = pair.before ?? pair.after;
      const named = pair.after?.kind === 'column' ? pair.after : object;
      return object && named
        ? [[objectKey(named), { pair, kind: grantableKinds.indexOf(object.kind), key: objectKey(object) }]]
        : [];
    }),
  );
  const keyed = [...distinct.values()];
  keyed.sort((a, b) => a.kind - b.kind || compareText(a.key, b.key));
  return { pairs: keyed.map(({ pair }) => pair), unknown };
}
