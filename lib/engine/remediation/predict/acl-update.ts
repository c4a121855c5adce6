import type { AclItem } from '../../analysis/acl.ts';
import type { Privilege } from '../../model/privilege.ts';
import { Unpredictable } from './unpredictable.ts';

type Who = AclItem['grantee'];

export interface Inheritance {
  /** `has_privs_of_role`: inheritance, and every role for a superuser. */
  hasPrivilegesOf(member: string, role: string): boolean;
}

/** What about roles decides how a list changes. */
export interface AclWorld extends Inheritance {
  isSuperuser(role: string): boolean;
  /** Roles whose privileges it has, itself included. */
  inheritedBy(role: string): ReadonlySet<string>;
}

/** What one GRANT or REVOKE says of one grantee: `options` are grant options. */
export interface AclEdit {
  readonly grantee: string | null;
  /** A dropped role only where it is taken from. */
  readonly grantor: AclItem['grantor'];
  readonly privileges: readonly Privilege[];
  readonly options: readonly Privilege[];
}

const same = (one: Who, other: Who): boolean =>
  one === other ||
  (typeof one === 'object' &&
    typeof other === 'object' &&
    one !== null &&
    other !== null &&
    one.droppedOid === other.droppedOid);

const minus = (from: readonly Privilege[], taken: readonly Privilege[]) =>
  from.filter((privilege) => !taken.includes(privilege));

const plus = (to: readonly Privilege[], more: readonly Privilege[]) => [...to, ...minus(more, to)];

const isEmpty = (item: AclItem) => item.privileges.length + item.grantable.length === 0;

/** Which of these a role holds WITH GRANT OPTION, by whatever way (`aclmask` with `ACLMASK_ALL`). */
export function grantOptions(
  acl: readonly AclItem[],
  role: string,
  owner: string,
  wanted: readonly Privilege[],
  world: Inheritance,
): readonly Privilege[] {
  if (world.hasPrivilegesOf(role, owner)) return wanted;
  const from = acl.filter(
    ({ grantee }) => typeof grantee === 'string' && world.hasPrivilegesOf(role, grantee),
  );
  return wanted.filter((privilege) => from.some((item) => item.grantable.includes(privilege)));
}

/** Of these, those the role was given itself WITH GRANT OPTION (`aclmask_direct`). */
function directOptions(
  acl: readonly AclItem[],
  role: string,
  owner: string,
  wanted: readonly Privilege[],
): readonly Privilege[] {
  if (role === owner) return wanted;
  const own = acl.filter(({ grantee }) => grantee === role);
  return wanted.filter((privilege) => own.some((item) => item.grantable.includes(privilege)));
}

export interface Grantor {
  readonly name: string;
  readonly options: readonly Privilege[];
}

/**
 * In whose name a role grants or revokes (`select_best_grantor`, `utils/adt/acl.c`): a superuser in the owner's, whoever was given
 * all the grant options itself in its own, even where it has the owner's privileges too; anybody else in that of the role it
 * inherits most of them from, of which the owner has all.
 */
export function bestGrantor(
  acl: readonly AclItem[],
  acting: string,
  owner: string,
  wanted: readonly Privilege[],
  world: AclWorld,
): Grantor {
  if (acting === owner || world.isSuperuser(acting)) return { name: owner, options: wanted };
  const own = directOptions(acl, acting, owner, wanted);
  if (own.length === wanted.length) return { name: acting, options: own };
  const others = [...world.inheritedBy(acting)]
    .filter((role) => role !== acting)
    .map((name) => ({ name, options: directOptions(acl, name, owner, wanted) }))
    .filter(({ options }) => options.length > own.length);
  const most = Math.max(own.length, ...others.map(({ options }) => options.length));
  const best = others.filter(({ options }) => options.length === most);
  if (best.length > 1)
    throw new Unpredictable(`${acting} could act in the name of several roles that it inherits from`);
  return best[0] ?? { name: acting, options: own };
}

/** GRANT: the entry of that grantee and grantor gets more, or is added at the end (`aclupdate`). */
export function grantedAcl(
  acl: readonly AclItem[],
  edit: AclEdit,
  owner: string,
  world: Inheritance,
): readonly AclItem[] {
  if (edit.options.length > 0 && optionsComeFrom(acl, edit, owner, world))
    throw new Unpredictable('the server refuses to grant options back to the role they came from');
  const found = acl.findIndex((item) => same(item.grantee, edit.grantee) && same(item.grantor, edit.grantor));
  const entry = acl[found];
  if (!entry) {
    const { grantee, grantor, privileges, options } = edit;
    return [...acl, { grantee, grantor, privileges, grantable: options }];
  }
  const next = {
    ...entry,
    privileges: plus(entry.privileges, edit.privileges),
    grantable: plus(entry.grantable, edit.options),
  };
  return acl.map((item, at) => (at === found ? next : item));
}

/** Whether the grant options would go back to the role that their grantor has them from (`check_circularity`). */
export function optionsComeFrom(
  acl: readonly AclItem[],
  edit: AclEdit,
  owner: string,
  world: Inheritance,
): boolean {
  if (edit.grantor === owner || edit.grantee === null || edit.grantee === owner) return false;
  let left = acl;
  for (;;) {
    const held = left.find(({ grantee, grantable }) => grantee === edit.grantee && grantable.length > 0);
    if (!held || typeof held.grantor !== 'string') break;
    left = revokedAcl(
      left,
      { grantee: edit.grantee, grantor: held.grantor, privileges: [], options: held.grantable },
      owner,
      world,
    );
  }
  const still =
    typeof edit.grantor === 'string' ? grantOptions(left, edit.grantor, owner, edit.options, world) : [];
  return still.length < edit.options.length;
}

/**
 * REVOKE … CASCADE: the entry of that grantee and grantor loses them, and where the grantee has no grant option left by any
 * way, so does everything it passed on (`aclupdate`, `recursive_revoke`). An entry that is not there changes nothing.
 */
export function revokedAcl(
  acl: readonly AclItem[],
  edit: AclEdit,
  owner: string,
  world: Inheritance,
): readonly AclItem[] {
  const found = acl.findIndex((item) => same(item.grantee, edit.grantee) && same(item.grantor, edit.grantor));
  const entry = acl[found];
  if (!entry) return acl;
  const next = {
    ...entry,
    privileges: minus(entry.privileges, edit.privileges),
    grantable: minus(entry.grantable, edit.options),
  };
  const left = acl.flatMap((item, at) => (at === found ? (isEmpty(next) ? [] : [next]) : [item]));
  const lost = minus(entry.grantable, next.grantable);
  return lost.length === 0 || edit.grantee === null
    ? left
    : withoutPassedOn(left, edit.grantee, lost, owner, world);
}

function withoutPassedOn(
  acl: readonly AclItem[],
  grantee: string,
  options: readonly Privilege[],
  owner: string,
  world: Inheritance,
): readonly AclItem[] {
  if (grantee === owner) return acl;
  const lost = minus(options, grantOptions(acl, grantee, owner, options, world));
  if (lost.length === 0) return acl;
  let left = acl;
  for (;;) {
    const hanging = left.find(
      (item) => item.grantor === grantee && item.privileges.some((privilege) => lost.includes(privilege)),
    );
    if (!hanging) return left;
    if (typeof hanging.grantee === 'object' && hanging.grantee !== null) {
      left = left.filter((item) => item !== hanging);
      continue;
    }
    left = revokedAcl(
      left,
      { grantee: hanging.grantee, grantor: grantee, privileges: lost, options: lost },
      owner,
      world,
    );
  }
}

/** ALTER … OWNER TO: the new owner stands wherever the old one did, and entries that thereby are the same become one (`aclnewowner`). */
export function movedAcl(acl: readonly AclItem[], from: string, to: string): readonly AclItem[] {
  const moved: AclItem[] = [];
  for (const item of acl) {
    const grantee = item.grantee === from ? to : item.grantee;
    const grantor = item.grantor === from ? to : item.grantor;
    const at = moved.findIndex((one) => same(one.grantee, grantee) && same(one.grantor, grantor));
    const known = moved[at];
    if (known)
      moved[at] = {
        ...known,
        privileges: plus(known.privileges, item.privileges),
        grantable: plus(known.grantable, item.grantable),
      };
    else moved.push({ ...item, grantee, grantor });
  }
  return moved;
}
