import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import { databaseAccess, type GrantableRef } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { columnsWithAclByRelation, relationKey, relationsWithRowSecurity } from '../relation-index.ts';
import { type Bits, members } from '../role-graph-closure.ts';
import { bypassesPolicies } from './table-row-security.ts';

/** A way to a table's rows, or to its destruction, that its policies do not stand in. */
export interface RowBypass {
  readonly kind:
    | 'superuser'
    | 'bypassrls'
    | 'replication'
    | 'owner'
    | 'view'
    | 'materialized-view'
    | 'definer-routine'
    | 'child'
    | 'parent'
    | 'truncate'
    | 'publication'
    | 'foreign-key'
    | 'references'
    | 'unique-key'
    | 'foreign-table'
    | 'foreign-server'
    | 'dblink';
  /**
   * The rows themselves; a change to rows one does not see; only whether some value is there; or only whether a number
   * is taken that was made up to be one (the primary key is an integer or a UUID).
   */
  readonly gives: 'rows' | 'changes' | 'existence' | 'taken-number';
  /** What it leads through: a role, a relation, a routine, a publication. */
  readonly object: ObjectRef;
  /** Who can go this way now, without those whom no policy binds anyhow. Sorted. */
  readonly roles: readonly string[];
  /** Who can after a SET ROLE they may make. Sorted. */
  readonly afterSetRole: readonly string[];
  /** False where the way could only be guessed at (a body that does not parse, an unqualified name). */
  readonly certain: boolean;
  readonly why: string;
}

export function relationRef(database: DatabaseFacts, relation: RelationRow): GrantableRef {
  return { kind: relation.kind, database: database.name, schema: relation.schema, name: relation.name };
}

const columnRef = (database: DatabaseFacts, { schema, relation, name }: ColumnRow): GrantableRef => ({
  kind: 'column',
  database: database.name,
  schema,
  name: relation,
  column: name,
});

export interface BoundHolders {
  readonly roles: readonly string[];
  readonly afterSetRole: readonly string[];
}

/**
 * Who holds one of the privileges on an object, policies aside, without those that skip the table's policies by
 * themselves. A privilege on any column counts, or only on `columns`. `home` is the table's database where the object
 * stands in another.
 */
export function holdersBound(
  database: DatabaseFacts,
  ref: GrantableRef,
  privileges: readonly Privilege[],
  table: RelationRow,
  only: { readonly columns?: readonly string[]; readonly home?: DatabaseFacts } = {},
): BoundHolders {
  const access = databaseAccess(database);
  const home = only.home ?? database;
  // Predefined roles cannot log in; their members are listed themselves.
  const bound = (names: Iterable<string>) =>
    [...new Set(names)]
      .filter((role) => !role.startsWith('pg_') && !bypassesPolicies(home, role, table))
      .sort();
  const columns =
    ref.signature === undefined
      ? (columnsWithAclByRelation(database).get(relationKey(ref.schema ?? '', ref.name ?? '')) ?? [])
      : [];
  const roles = new Set<string>();
  const after = new Set<string>();
  const names = (bits: Bits) => [...members(bits)].map((at) => access.graph.names[at] ?? '');
  const look = (object: GrantableRef, privilege: Privilege) => {
    const found = access.find(object);
    if (!found) throw new RangeError(`no such ${object.kind} in this snapshot`);
    const { held, reachable } = access.sets(found, privilege);
    for (const role of names(held)) roles.add(role);
    for (const role of names(reachable)) after.add(role);
  };
  for (const privilege of privileges) {
    look(ref, privilege);
    if (privilege === 'TRUNCATE' || privilege === 'DELETE') continue;
    for (const column of columns) {
      if (only.columns && !only.columns.includes(column.name)) continue;
      look(columnRef(database, column), privilege);
    }
  }
  return { roles: bound(roles), afterSetRole: bound(after).filter((role) => !roles.has(role)) };
}

/** Those of the holders for whom it is a way round, and who may become one of them by SET ROLE. */
export function narrowed(
  database: DatabaseFacts,
  holders: BoundHolders,
  leaks: (role: string) => boolean,
): BoundHolders {
  const { graph } = databaseAccess(database);
  const roles = holders.roles.filter(leaks);
  if (roles.length === 0) return nobody;
  const leaking = new Set(roles);
  const others = [...holders.roles, ...holders.afterSetRole].filter((role) => !leaking.has(role));
  const becomes = (role: string) => roles.some((other) => graph.reaches(role, other, 'set', database.name));
  return { roles, afterSetRole: others.filter(becomes).sort() };
}

/** Both together. */
export function joined(one: BoundHolders, other: BoundHolders): BoundHolders {
  const roles = [...new Set([...one.roles, ...other.roles])].sort();
  const after = new Set([...one.afterSetRole, ...other.afterSetRole]);
  const now = new Set(roles);
  return { roles, afterSetRole: [...after].filter((role) => !now.has(role)).sort() };
}

export const nobody: BoundHolders = { roles: [], afterSetRole: [] };

export function isGoneBySomebody({ roles, afterSetRole }: BoundHolders): boolean {
  return roles.length + afterSetRole.length > 0;
}

export type BypassesByTable = ReadonlyMap<string, readonly RowBypass[]>;

/** Collects bypasses under their table. */
export class BypassList {
  readonly #byTable = new Map<string, RowBypass[]>();

  add(table: RelationRow, bypass: RowBypass): void {
    const key = relationKey(table.schema, table.name);
    const list = this.#byTable.get(key);
    if (list) list.push(bypass);
    else this.#byTable.set(key, [bypass]);
  }

  get found(): BypassesByTable {
    return this.#byTable;
  }
}

export const rowPrivileges: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** Tables with row security on, which are those a bypass can be about. */
export const protectedTables = memo((database: DatabaseFacts): readonly RelationRow[] =>
  relationsWithRowSecurity(database).filter(({ kind }) => kind === 'table' || kind === 'partitioned-table'),
);
