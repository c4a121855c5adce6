import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import { databaseAccess, type GrantableRef } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { bypassesPolicies, relationKey } from './table-row-security.ts';

/** A way to a table's rows, or to its destruction, that its policies do not stand in. */
export interface RowBypass {
  readonly kind:
    | 'superuser'
    | 'bypassrls'
    | 'owner'
    | 'view'
    | 'materialized-view'
    | 'definer-routine'
    | 'child'
    | 'parent'
    | 'truncate'
    | 'publication';
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

/** Columns that have an ACL of their own, by relation. */
const columnsWithAcl = memo((database: DatabaseFacts): ReadonlyMap<string, readonly GrantableRef[]> => {
  const found = new Map<string, GrantableRef[]>();
  for (const { schema, relation, name, acl } of database.read('columns')) {
    if (acl === null) continue;
    const key = relationKey(schema, relation);
    const column: GrantableRef = {
      kind: 'column',
      database: database.name,
      schema,
      name: relation,
      column: name,
    };
    found.set(key, [...(found.get(key) ?? []), column]);
  }
  return found;
});

/** Who holds one of the privileges on an object, policies aside, without those that skip the table's policies by themselves. */
export function holdersBound(
  database: DatabaseFacts,
  ref: GrantableRef,
  privileges: readonly Privilege[],
  table: RelationRow,
): { readonly roles: readonly string[]; readonly afterSetRole: readonly string[] } {
  const access = databaseAccess(database);
  // Predefined roles cannot log in; their members are listed themselves.
  const bound = (names: Iterable<string>) =>
    [...new Set(names)]
      .filter((role) => !role.startsWith('pg_') && !bypassesPolicies(database, role, table))
      .sort();
  const columns =
    ref.signature === undefined
      ? (columnsWithAcl(database).get(relationKey(ref.schema ?? '', ref.name ?? '')) ?? [])
      : [];
  const roles = new Set<string>();
  const after = new Set<string>();
  for (const privilege of privileges) {
    for (const { role } of access.holders(ref, privilege)) roles.add(role);
    for (const { role } of access.reachers(ref, privilege)) after.add(role);
    if (privilege === 'TRUNCATE' || privilege === 'DELETE') continue;
    for (const column of columns) {
      for (const { role } of access.holders(column, privilege)) roles.add(role);
      for (const { role } of access.reachers(column, privilege)) after.add(role);
    }
  }
  return { roles: bound(roles), afterSetRole: bound(after).filter((role) => !roles.has(role)) };
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
export function protectedTables(database: DatabaseFacts): readonly RelationRow[] {
  return database
    .read('relations')
    .filter(({ rowSecurity, kind }) => rowSecurity && (kind === 'table' || kind === 'partitioned-table'));
}
