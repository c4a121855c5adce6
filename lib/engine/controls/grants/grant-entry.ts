import { type AclItem, effectiveAcl } from '../../analysis/acl.ts';
import type { ClusterFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { AclText } from '../../inventory/acl-text.ts';
import type { Change } from '../../model/change.ts';
import type { GrantableKind, ObjectRef } from '../../model/object-ref.ts';
import { type Grantee, type Privilege, sortedPrivileges } from '../../model/privilege.ts';

/** What one living role (or PUBLIC) was given by one grantor. */
export interface GrantEntry {
  readonly grantee: Grantee;
  readonly grantor: string;
  readonly privileges: readonly Privilege[];
  readonly grantable: readonly Privilege[];
}

/** MAINTAIN exists since 17: what a relation's owner has by default differs by major, so `grantEntries` leaves these out. */
type KindByMajor = 'table' | 'view' | 'materialized-view' | 'foreign-table' | 'partitioned-table';

const isLiving = (item: AclItem): item is AclItem & GrantEntry =>
  (item.grantee === null || typeof item.grantee === 'string') && typeof item.grantor === 'string';

const withoutDropped = memo((items: readonly AclItem[]): readonly GrantEntry[] => items.filter(isLiving));

/** The list itself where everybody in it still exists: what is kept of a list (`granteesIn`) is then kept once for all. */
const living = (items: readonly AclItem[]): readonly GrantEntry[] =>
  items.every(isLiving) ? items : withoutDropped(items);

/** The entries in force, the built-in default included; what dropped roles left behind gives nobody anything. */
export function grantEntries(
  acl: AclText,
  kind: Exclude<GrantableKind, KindByMajor>,
  owner: string,
): readonly GrantEntry[] {
  return living(effectiveAcl(acl, kind, owner));
}

/** The same for an object of any kind, by what its owner has by default on this cluster's major. */
export function grantEntriesIn(
  { inventory }: ClusterFacts,
  { acl, kind, owner }: { readonly acl: AclText; readonly kind: GrantableKind; readonly owner: string },
): readonly GrantEntry[] {
  return living(effectiveAcl(acl, kind, owner, Math.trunc(inventory.server.versionNum / 10_000)));
}

/** The entries of one grantee cut down to some privileges; entries that hold none of them are left out. */
export function entriesOf(
  entries: readonly GrantEntry[],
  grantee: Grantee,
  wanted?: (privilege: Privilege) => boolean,
): GrantEntry[] {
  const own: GrantEntry[] = [];
  for (const entry of entries) {
    if (entry.grantee !== grantee || entry.privileges.length === 0) continue;
    const privileges = wanted === undefined ? entry.privileges : entry.privileges.filter(wanted);
    if (wanted === undefined || privileges.length === entry.privileges.length) own.push(entry);
    else if (privileges.length > 0)
      own.push({ ...entry, privileges, grantable: entry.grantable.filter(wanted) });
  }
  return own;
}

/** One REVOKE per grantor: a REVOKE by anybody else succeeds and changes nothing. */
export function revocations(on: ObjectRef, entries: readonly GrantEntry[]): Change[] {
  return entries.map(({ grantee, grantor, privileges }) => ({
    do: 'revoke',
    privileges,
    on,
    from: grantee,
    grantor,
  }));
}

/** Every privilege in these entries, once each, sorted. */
export function privilegesIn(entries: readonly GrantEntry[]): Privilege[] {
  return sortedPrivileges.filter((privilege) =>
    entries.some((entry) => entry.privileges.includes(privilege)),
  );
}

const sortedGrantees = memo((entries: readonly GrantEntry[]): readonly Grantee[] =>
  [...new Set(entries.map((entry) => entry.grantee))].sort((a, b) =>
    a === null ? -1 : b === null ? 1 : a < b ? -1 : a > b ? 1 : 0,
  ),
);

/** Everybody these entries give something to, sorted, PUBLIC (`null`) first. */
export function granteesIn(entries: readonly GrantEntry[]): readonly Grantee[] {
  // Most lists have one entry, and many are made only to be asked this.
  const first = entries[0];
  if (first === undefined) return [];
  return entries.length === 1 ? [first.grantee] : sortedGrantees(entries);
}
