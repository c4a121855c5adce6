import type { AclText } from '../inventory/acl-text.ts';
import type { GrantableKind, ObjectRef } from '../model/object-ref.ts';
import type { ClusterFacts, DatabaseFacts } from './facts.ts';
import { isWriteBanned } from './predefined-access.ts';
import { columnsWithAcl } from './relation-index.ts';

/** One object with an access control list, as the access analysis sees it. */
export interface AccessObject {
  readonly kind: GrantableKind;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  readonly signature: string | null;
  /** A column's owner is its relation's; a parameter's is the bootstrap superuser. */
  readonly owner: string;
  readonly acl: AclText;
  /** A system catalog that only superusers may write to. */
  readonly writeBanned: boolean;
  /** For a column, its relation: what is granted there holds for every column. */
  readonly relation: AccessObject | null;
}

type Part = Pick<AccessObject, 'kind' | 'name' | 'owner' | 'acl'> & Partial<AccessObject>;

function object(part: Part): AccessObject {
  return { schema: null, column: null, signature: null, writeBanned: false, relation: null, ...part };
}

/** Kinds that belong to the cluster: the same in every database. */
export const clusterKinds = [
  'database',
  'tablespace',
  'parameter',
] as const satisfies readonly GrantableKind[];

/** Which read of which section a kind comes from; several kinds of relation share one. */
export type ObjectFamily =
  | (typeof clusterKinds)[number]
  | 'schema'
  | 'relation'
  | 'column'
  | 'routine'
  | 'type'
  | 'language'
  | 'foreign-data-wrapper'
  | 'foreign-server'
  | 'large-object';

export function familyOf(kind: GrantableKind): ObjectFamily {
  switch (kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
    case 'partitioned-table':
    case 'sequence':
      return 'relation';
    case 'function':
    case 'procedure':
      return 'routine';
    default:
      return kind;
  }
}

/**
 * Distinct for distinct objects: no name holds a NUL. Kinds of one family share a name space. Case does not matter in
 * names of parameters.
 */
export function objectKey(
  of: Pick<AccessObject, 'kind' | 'schema' | 'name' | 'column' | 'signature'>,
): string {
  const name = of.kind === 'parameter' ? of.name.toLowerCase() : of.name;
  return `${familyOf(of.kind)}\0${of.schema ?? ''}\0${name}\0${of.signature ?? ''}\0${of.column ?? ''}`;
}

/** The same key for a reference; a database may be named by either field, a column's relation too. */
export function refKey(ref: ObjectRef & { readonly kind: GrantableKind }): string {
  const other = ref.kind === 'column' ? ref.relation : ref.kind === 'database' ? ref.database : undefined;
  return objectKey({
    kind: ref.kind,
    schema: ref.schema ?? null,
    name: ref.name ?? other ?? '',
    column: ref.column ?? null,
    signature: ref.signature ?? null,
  });
}

/** A parameter without an entry in `pg_parameter_acl`: it belongs to no role, and only superusers have rights on it. */
export function ungrantedParameter(name: string): AccessObject {
  return object({ kind: 'parameter', name, owner: '', acl: [] });
}

export function clusterObjects(facts: ClusterFacts, family: ObjectFamily): AccessObject[] {
  switch (family) {
    case 'database':
      return facts
        .read('databases')
        .map(({ name, owner, acl }) => object({ kind: 'database', name, owner, acl }));
    case 'tablespace':
      return facts
        .read('tablespaces')
        .map(({ name, owner, acl }) => object({ kind: 'tablespace', name, owner, acl }));
    case 'parameter': {
      const owner = facts.inventory.server.bootstrapRole;
      return facts
        .read('parameter-acls')
        .map(({ name, acl }) => object({ kind: 'parameter', name, owner, acl }));
    }
    default:
      return [];
  }
}

/** Columns without an ACL of their own are left out: what holds for them is what holds for their relation. */
function columns(facts: DatabaseFacts, relations: ReadonlyMap<string, AccessObject>): AccessObject[] {
  const found: AccessObject[] = [];
  for (const row of columnsWithAcl(facts)) {
    const named = {
      kind: 'table',
      schema: row.schema,
      name: row.relation,
      column: null,
      signature: null,
    } as const;
    const relation = relations.get(objectKey(named));
    if (!relation) continue;
    found.push({
      ...named,
      kind: 'column',
      column: row.name,
      owner: relation.owner,
      acl: row.acl,
      writeBanned: false,
      relation,
    });
  }
  return found;
}

/** Objects of one family in one database; `relations` are those of its family, by `objectKey`. Throws `UnreadSection` when the section behind it is a gap. */
export function databaseObjects(
  facts: DatabaseFacts,
  family: ObjectFamily,
  relations: () => ReadonlyMap<string, AccessObject>,
): AccessObject[] {
  switch (family) {
    case 'schema':
      return facts
        .read('schemas')
        .map(({ name, owner, acl }) => object({ kind: 'schema', name, owner, acl }));
    case 'relation':
      return facts
        .read('relations')
        .map(({ oid, kind, schema, name, owner, acl }) =>
          object({ kind, schema, name, owner, acl, writeBanned: isWriteBanned(oid, kind) }),
        );
    case 'column':
      return columns(facts, relations());
    case 'routine':
      return facts.read('routines').map(({ kind, schema, name, signature, owner, acl }) =>
        object({
          kind: kind === 'procedure' ? 'procedure' : 'function',
          schema,
          name,
          signature,
          owner,
          acl,
        }),
      );
    case 'type':
      return facts
        .read('types')
        .map(({ schema, name, owner, acl }) => object({ kind: 'type', schema, name, owner, acl }));
    case 'language':
      return facts
        .read('languages')
        .map(({ name, owner, acl }) => object({ kind: 'language', name, owner, acl }));
    case 'foreign-data-wrapper':
      return facts
        .read('foreign-data-wrappers')
        .map(({ name, owner, acl }) => object({ kind: 'foreign-data-wrapper', name, owner, acl }));
    case 'foreign-server':
      return facts
        .read('foreign-servers')
        .map(({ name, owner, acl }) => object({ kind: 'foreign-server', name, owner, acl }));
    case 'large-object':
      return facts
        .read('large-objects')
        .map(({ oid, owner, acl }) => object({ kind: 'large-object', name: String(oid), owner, acl }));
    default:
      return clusterObjects(facts.cluster, family);
  }
}
