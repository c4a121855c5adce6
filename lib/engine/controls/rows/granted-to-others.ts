import type { DatabaseFacts } from '../../analysis/facts.ts';
import { columnsWithAclByRelation, relationKey } from '../../analysis/relation-index.ts';
import { superuserNames } from '../../analysis/superusers.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { columnRef, relationRef } from '../grants/database-object.ts';
import {
  entriesOf,
  type GrantEntry,
  grantEntries,
  grantEntriesIn,
  granteesIn,
  revocations,
} from '../grants/grant-entry.ts';

export interface OthersGrants {
  readonly on: ObjectRef;
  readonly entries: readonly GrantEntry[];
}

/** What others than the owner and superusers are granted on a relation and on each of its columns. Needs `columns`, `roles`. */
export function grantedToOthers(
  database: DatabaseFacts,
  relation: RelationRow,
  wanted?: (privilege: Privilege) => boolean,
): OthersGrants[] {
  const superusers = superuserNames(database.cluster);
  const isOther = (grantee: Grantee) =>
    grantee === null || (grantee !== relation.owner && !superusers.has(grantee));
  const others = (on: ObjectRef, entries: readonly GrantEntry[]): OthersGrants => ({
    on,
    entries: granteesIn(entries).flatMap((grantee) =>
      isOther(grantee) ? entriesOf(entries, grantee, wanted) : [],
    ),
  });
  const columns = columnsWithAclByRelation(database).get(relationKey(relation.schema, relation.name)) ?? [];
  return [
    others(relationRef(database.name, relation), grantEntriesIn(database.cluster, relation)),
    ...columns.map((column) =>
      others(columnRef(database.name, column), grantEntries(column.acl, 'column', relation.owner)),
    ),
  ].filter(({ entries }) => entries.length > 0);
}

export function othersNames(granted: readonly OthersGrants[]): string[] {
  return granteesIn(granted.flatMap(({ entries }) => entries)).map((grantee) => grantee ?? 'PUBLIC');
}

export function revokeFromOthers(granted: readonly OthersGrants[]): Change[] {
  return granted.flatMap(({ on, entries }) => revocations(on, entries));
}
