import type { AclItem } from '../../analysis/acl.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Privilege } from '../../model/privilege.ts';
import { membershipsTaken } from '../inverse/memberships.ts';
import { revokedAcl } from './acl-update.ts';
import { InventoryDraft } from './inventory-draft.ts';
import { aclWorld } from './predict-grants.ts';

const privilegeCount = (items: readonly AclItem[]) =>
  items.reduce((sum, item) => sum + item.privileges.length, 0);

/**
 * A list without one privilege of one of its entries, and without what was passed on by it alone; `alongside` is how many
 * privileges that is. `database` decides who `pg_database_owner` is.
 */
export function withoutPrivilege(
  inventory: Inventory,
  database: string,
  object: { readonly owner: string; readonly items: readonly AclItem[] },
  item: AclItem,
  privilege: Privilege,
): { readonly left: readonly AclItem[]; readonly alongside: number } {
  const { owner, items } = object;
  const { grantee, grantor } = item;
  if (typeof grantee === 'object' && grantee !== null) return { left: items, alongside: 0 };
  const edit = { grantee, grantor, privileges: [privilege], options: [privilege] };
  const left = revokedAcl(items, edit, owner, aclWorld(new InventoryDraft(inventory), database));
  return { left, alongside: Math.max(0, privilegeCount(items) - privilegeCount(left) - 1) };
}

/**
 * The snapshot without a membership, whoever granted it, and without those that hang on it (16 and later); `alongside` is how
 * many those are. Throws `Unpredictable` without memberships.
 */
export function withoutMembership(
  inventory: Inventory,
  role: string,
  member: string,
): { readonly inventory: Inventory; readonly alongside: number } {
  const draft = new InventoryDraft(inventory);
  const section = draft.cluster('memberships');
  let alongside = 0;
  for (const { grantor } of section.rows.filter((row) => row.role === role && row.member === member)) {
    const change = { do: 'revoke-membership', role, member, grantor } as const;
    const { direct, dependent } = membershipsTaken(change, section.rows, inventory.server.versionNum);
    alongside += dependent.length;
    section.remove((row) => direct.includes(row) || dependent.includes(row));
  }
  return { inventory: draft.finish(), alongside };
}
