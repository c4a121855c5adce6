import type { GrantableKind } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';

const writes: ReadonlySet<Privilege> = new Set(['INSERT', 'UPDATE', 'DELETE']);
const relationKinds: ReadonlySet<GrantableKind> = new Set([
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
]);

/**
 * Predefined roles whose members hold a privilege on every object of a kind without any entry in its ACL
 * (`pg_class_aclmask_ext` and `pg_namespace_aclmask_ext` in `catalog/aclchk.c`). A sequence's UPDATE counts as a write.
 * Other predefined roles (`pg_monitor` …) hold theirs by ordinary entries in the ACLs of system objects.
 */
export function predefinedHolders(
  kind: GrantableKind,
  privilege: Privilege,
  major: number,
): readonly string[] {
  if (kind === 'schema') return privilege === 'USAGE' ? ['pg_read_all_data', 'pg_write_all_data'] : [];
  if (!relationKinds.has(kind)) return [];
  if (privilege === 'SELECT') return ['pg_read_all_data'];
  if (writes.has(privilege)) return ['pg_write_all_data'];
  return privilege === 'MAINTAIN' && major >= 17 ? ['pg_maintain'] : [];
}

/**
 * Whom nobody but superusers may write to, whatever the ACL says: `IsSystemClass`, that is relations made by initdb's
 * bootstrap (OID below 12000). Views are exempt, column grants too, and so is `information_schema` (later OIDs).
 */
export function isWriteBanned(oid: number, kind: GrantableKind): boolean {
  return oid < 12_000 && kind !== 'view';
}

/** What the ban takes away (`pg_class_aclmask_ext`). */
export const bannedWrites: ReadonlySet<Privilege> = new Set([
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'USAGE',
]);
