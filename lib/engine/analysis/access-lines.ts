import type { GrantableKind } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';
import type { Ground } from './access-grounds.ts';
import type { AccessObject } from './access-object.ts';
import type { AccessHow } from './access-path.ts';
import type { Via } from './access-via.ts';
import type { DatabaseAccess } from './effective-privileges.ts';
import { addBits, type Bits, emptyBits, hasBit, members } from './role-graph-closure.ts';

/** One effective privilege, with the keys of the command-line contract in its order. */
export interface AccessLine {
  readonly role: string;
  readonly kind: GrantableKind;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  readonly signature: string | null;
  readonly privilege: Privilege;
  readonly grantable: boolean;
  readonly how: AccessHow;
  readonly via: Via;
}

/** What differs from line to line of one object. */
interface Entry {
  readonly role: string;
  readonly privilege: Privilege;
  readonly grantable: boolean;
  readonly how: AccessHow;
  readonly via: Via;
}

/** One privilege on one object: why anybody has it, and who does. */
export interface PrivilegeMap {
  readonly privilege: Privilege;
  readonly grounds: readonly Ground[];
  readonly held: Bits;
  readonly reachable: Bits;
  readonly grantable: Bits;
}

/** Nothing of what the relation grants is repeated for its columns, neither now nor by SET ROLE. */
function privilegeMap(access: DatabaseAccess, object: AccessObject, privilege: Privilege): PrivilegeMap {
  const grounds = access.grounds(object, privilege);
  const { held, reachable, grantable } = access.sets(object, privilege);
  if (!object.relation) return { privilege, grounds, held, reachable, grantable };
  const already = access.sets(object.relation, privilege);
  const without = (bits: Bits, taken: Bits) => bits.map((word, at) => word & ~(taken[at] ?? 0));
  return {
    privilege,
    grounds,
    held: without(held, already.held),
    reachable: without(reachable, already.reachable),
    grantable,
  };
}

/** What there is to say of one object, by privilege in the order of the lines. */
export function privilegeMaps(access: DatabaseAccess, object: AccessObject): PrivilegeMap[] {
  return [...access.privilegesOf(object.kind)]
    .sort()
    .map((privilege) => privilegeMap(access, object, privilege));
}

/** Roles that any of these say something of. */
export function concernedRoles(access: DatabaseAccess, maps: readonly PrivilegeMap[]): Bits {
  const concerned = emptyBits(access.graph.names.length);
  for (const map of maps) {
    addBits(concerned, map.held);
    addBits(concerned, map.reachable);
  }
  return concerned;
}

function entriesOf(access: DatabaseAccess, object: AccessObject): Entry[] {
  const entries: Entry[] = [];
  const maps = privilegeMaps(access, object);
  for (const position of members(concernedRoles(access, maps))) {
    const role = access.graph.names[position] ?? '';
    for (const { privilege, grounds, held, reachable, grantable } of maps) {
      const how = hasBit(held, position) ? 'inherited' : hasBit(reachable, position) ? 'set-role' : null;
      if (!how) continue;
      entries.push({
        role,
        privilege,
        grantable: hasBit(grantable, position),
        how,
        via: access.via.shortest(position, grounds, how) ?? [],
      });
    }
  }
  return entries;
}

/**
 * Every effective privilege in the database, sorted by kind (the contract's order), schema, name, signature, column,
 * role and privilege, by code units. Lazy: one object's lines are in memory at a time.
 */
export function* accessLines(
  access: DatabaseAccess,
  kinds?: readonly GrantableKind[],
): Generator<AccessLine> {
  for (const object of access.objects(kinds)) {
    const { kind, schema, name, column, signature } = object;
    for (const { role, privilege, grantable, how, via } of entriesOf(access, object)) {
      yield { role, kind, schema, name, column, signature, privilege, grantable, how, via };
    }
  }
}
