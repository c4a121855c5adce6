import type { Choices } from '../../../analysis/access-oracle-fixture/choices.ts';
import { effectiveAcl } from '../../../analysis/acl.ts';
import { privilegesOf } from '../../../analysis/acl-privileges.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { Change, DefaultPrivilegeObjects } from '../../../model/change.ts';
import { defaultAclKinds } from '../../default-acl-kinds.ts';
import { clusterRows, majorOf } from '../../prior.ts';
import type { GrantTarget } from './grant-target.ts';

const named = (name: unknown): name is string => typeof name === 'string';

export function revoke(
  choose: Choices,
  inventory: Inventory,
  targets: readonly GrantTarget[],
): Change | null {
  const { on, owner, acl } = choose.one(targets);
  const items = effectiveAcl(acl, on.kind, owner, majorOf(inventory));
  if (items.length === 0) return null;
  const item = choose.one(items);
  const { grantee, grantor } = item;
  if (!named(grantor) || (grantee !== null && !named(grantee)) || item.privileges.length === 0) return null;
  const some = choose.some(item.privileges, 0.6);
  const grantOptionOnly = item.grantable.length > 0 && choose.chance(0.2);
  return {
    do: 'revoke',
    privileges: some.length > 0 ? some : item.privileges,
    on,
    from: grantee,
    grantor,
    ...(grantOptionOnly ? { grantOptionOnly } : {}),
    cascade: true,
  };
}

export function grant(
  choose: Choices,
  inventory: Inventory,
  targets: readonly GrantTarget[],
  roles: readonly string[],
): Change {
  const { on, owner, acl } = choose.one(targets);
  const items = effectiveAcl(acl, on.kind, owner, majorOf(inventory)).filter(
    (item) => item.grantable.length > 0,
  );
  const from = items.length > 0 && choose.chance(0.6) ? choose.one(items) : null;
  const grantor = from && named(from.grantee) ? from.grantee : owner;
  const all = from && named(from.grantee) ? from.grantable : privilegesOf(on.kind, majorOf(inventory));
  const some = choose.some(all, 0.5);
  const to = choose.chance(0.2) ? null : choose.one(roles);
  return {
    do: 'grant',
    privileges: some.length > 0 ? some : all,
    on,
    to,
    grantor,
    ...(to !== null && choose.chance(0.3) ? { withGrantOption: true } : {}),
  };
}

export function defaultPrivileges(choose: Choices, inventory: Inventory, roles: readonly string[]): Change {
  const kinds = [
    'TABLES',
    'SEQUENCES',
    'FUNCTIONS',
    'TYPES',
  ] as const satisfies readonly DefaultPrivilegeObjects[];
  const objects = choose.one(kinds);
  const all = privilegesOf(defaultAclKinds[objects], majorOf(inventory));
  const some = choose.some(all, 0.5);
  const grantee = choose.chance(0.4) ? null : choose.one(roles);
  return {
    do: 'default-privileges',
    action: choose.chance(0.5) ? 'grant' : 'revoke',
    forRole: choose.one(roles),
    inSchema: choose.chance(0.4) ? choose.one(['s1', 's 2']) : null,
    objects,
    privileges: some.length > 0 ? some : all,
    grantee,
  };
}

export function membership(choose: Choices, inventory: Inventory, roles: readonly string[]): Change | null {
  const rows = clusterRows(inventory.cluster.memberships).filter((row) => !row.role.startsWith('pg_'));
  const since16 = majorOf(inventory) >= 16;
  if (choose.chance(0.3) || rows.length === 0)
    return {
      do: 'grant-membership',
      role: choose.one(roles),
      member: choose.one(roles),
      grantor: inventory.server.bootstrapRole,
      adminOption: choose.chance(0.3),
      inheritOption: choose.chance(0.6),
      setOption: choose.chance(0.6),
    };
  const { role, member, grantor } = choose.one(rows);
  const options = since16 ? (['ADMIN', 'INHERIT', 'SET'] as const) : (['ADMIN'] as const);
  return {
    do: 'revoke-membership',
    role,
    member,
    grantor: since16 ? grantor : null,
    ...(choose.chance(0.4) ? { option: choose.one(options) } : {}),
  };
}
