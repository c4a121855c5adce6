import type { Grantee, Privilege } from '../model/privilege.ts';
import type { AccessObject } from './access-object.ts';
import { type AclItem, effectiveAcl } from './acl.ts';
import { bannedWrites, predefinedHolders } from './predefined-access.ts';

/**
 * Why somebody holds a privilege on an object: whoever has the privileges of `grantee` (everybody for `null`, PUBLIC)
 * holds it. Besides its grounds there is only being a superuser.
 */
export interface Ground {
  readonly grantee: Grantee;
  readonly by: 'grant' | 'owner' | 'predefined' | 'lo_compat_privileges';
  /** Written down but without effect: a write to a system catalog by anybody but a superuser. It may still be granted on. */
  readonly banned: boolean;
  /** WITH GRANT OPTION. Whoever has the owner's privileges may grant besides, by no entry at all. */
  readonly grantOption: boolean;
}

/** What about the server, other than roles and ACLs, decides. */
export interface AccessRules {
  readonly major: number;
  /** `lo_compat_privileges = on` switches the checks on large objects off. */
  largeObjectsUnchecked(): boolean;
}

export type AclOf = (object: AccessObject) => readonly AclItem[];

/** Kept parsed ACLs: the last ones alone, since half a million entries would fill memory. */
const keptAcls = 256;

export function aclReader(major: number): AclOf {
  const known = new Map<AccessObject, readonly AclItem[]>();
  return (object) => {
    const hit = known.get(object);
    if (hit) return hit;
    const items = effectiveAcl(object.acl, object.kind, object.owner, major);
    if (known.size >= keptAcls) known.clear();
    known.set(object, items);
    return items;
  };
}

/** A ground in parts: visiting makes no object, and there are millions to visit in a large cluster. */
export type VisitGround = (grantee: Grantee, by: Ground['by'], banned: boolean, grantOption: boolean) => void;

/**
 * The grounds of one privilege on one object, as `aclmask` and its callers in `catalog/aclchk.c` look at them.
 * A column's are its own and its relation's.
 */
export function eachGround(
  object: AccessObject,
  privilege: Privilege,
  aclOf: AclOf,
  rules: AccessRules,
  visit: VisitGround,
): void {
  const banned = object.writeBanned && bannedWrites.has(privilege);
  if (object.kind === 'large-object' && rules.largeObjectsUnchecked()) {
    visit(null, 'lo_compat_privileges', banned, false);
  }
  for (const { grantee, privileges, grantable } of aclOf(object)) {
    if (!privileges.includes(privilege) || (grantee !== null && typeof grantee !== 'string')) continue;
    const by = grantee !== null && grantee === object.owner ? 'owner' : 'grant';
    visit(grantee, by, banned, grantable.includes(privilege));
  }
  for (const grantee of predefinedHolders(object.kind, privilege, rules.major)) {
    visit(grantee, 'predefined', banned, false);
  }
  if (object.relation) eachGround(object.relation, privilege, aclOf, rules, visit);
}

/** The same as a list. */
export function groundsOf(
  object: AccessObject,
  privilege: Privilege,
  aclOf: AclOf,
  rules: AccessRules,
): Ground[] {
  const grounds: Ground[] = [];
  eachGround(object, privilege, aclOf, rules, (grantee, by, banned, grantOption) => {
    grounds.push({ grantee, by, banned, grantOption });
  });
  return grounds;
}
