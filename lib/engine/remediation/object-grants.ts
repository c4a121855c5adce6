import { effectiveAcl } from '../analysis/acl.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { grantableKinds, type ObjectRef } from '../model/object-ref.ts';
import type { Grantee, Privilege } from '../model/privilege.ts';
import { columnsWithAcl, majorOf, priorAcl } from './prior.ts';

/** One privilege one grantor gave one grantee, on the object or on one of its columns. */
export interface Grant {
  readonly grantee: Grantee;
  readonly grantor: string;
  readonly privilege: Privilege;
  readonly grantable: boolean;
  readonly column: string | null;
}

const relationKinds: readonly string[] = [
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
];

function explode(acl: ReturnType<typeof effectiveAcl>, column: string | null): readonly Grant[] {
  return acl.flatMap((item) => {
    const { grantee, grantor } = item;
    // A dropped role cannot be granted to again: what it held is not restorable and not asked for.
    if (typeof grantor !== 'string' || (grantee !== null && typeof grantee !== 'string')) return [];
    return item.privileges.map((privilege) => ({
      grantee,
      grantor,
      privilege,
      grantable: item.grantable.includes(privilege),
      column,
    }));
  });
}

/** Every grant on the object before the change, columns of a relation included; null where the object is not known. */
export function grantsOn(
  inventory: Inventory,
  object: ObjectRef,
): { readonly owner: string; readonly grants: readonly Grant[] } | null {
  const prior = priorAcl(inventory, object);
  const kind = object.kind === 'column' ? 'table' : grantableKinds.find((one) => one === object.kind);
  if (prior === null || kind === undefined) return null;
  const major = majorOf(inventory);
  const own = explode(effectiveAcl(prior.acl, kind, prior.owner, major), null);
  if (!relationKinds.includes(kind)) return { owner: prior.owner, grants: own };
  const columns = columnsWithAcl(inventory, object).flatMap((row) =>
    explode(effectiveAcl(row.acl, 'column', prior.owner, major), row.name),
  );
  return { owner: prior.owner, grants: [...own, ...columns] };
}

/**
 * Whether a role was itself given the grant option of a privilege, by whomever: on the object, or for a column of it there. With
 * all that a statement needs, it acts in its own name, even where it has the owner's privileges too (`aclmask_direct`).
 */
export const hasOwnOption = (
  grants: readonly Grant[],
  role: string,
  privilege: Privilege,
  column: string | null,
): boolean =>
  grants.some(
    (one) =>
      one.grantee === role &&
      one.privilege === privilege &&
      one.grantable &&
      (one.column === null || one.column === column),
  );

/** Whether a role has another's privileges now, as `has_privs_of_role` answers: by inheriting it, or as a superuser. */
export type HasPrivilegesOf = (role: string, other: string) => boolean;

/**
 * What a REVOKE takes away, in the order in which it has to be given back: the named grants first, then, where the
 * grantee thereby loses its last grant option, everything it had passed on (`recursive_revoke` in the server's acl.c).
 * A table-level REVOKE also takes the same grantor's column grants of that privilege; the plan gives those back at once,
 * so they do not count here. Nothing goes along where the grantee keeps the grant option through a role it inherits.
 */
export function takenAway(
  revoke: Extract<Change, { do: 'revoke' }>,
  owner: string,
  before: readonly Grant[],
  hasPrivilegesOf: HasPrivilegesOf = () => false,
): { readonly direct: readonly Grant[]; readonly dependent: readonly Grant[] } {
  const column = revoke.on.kind === 'column' ? (revoke.on.column ?? null) : null;
  let left = [...before];
  const direct: Grant[] = [];
  const dependent: Grant[] = [];
  const take = (grant: Grant, into: Grant[]) => {
    into.push(grant);
    left = left.filter((one) => one !== grant);
    const { grantee } = grant;
    if (!grant.grantable || grantee === null || grantee === owner || hasPrivilegesOf(grantee, owner)) return;
    const stillMay = left.some(
      (one) =>
        one.grantee !== null &&
        (one.grantee === grantee || hasPrivilegesOf(grantee, one.grantee)) &&
        one.privilege === grant.privilege &&
        one.grantable &&
        one.column === grant.column,
    );
    if (stillMay) return;
    const passedOn = left.filter(
      (one) =>
        one.grantor === grant.grantee && one.privilege === grant.privilege && one.column === grant.column,
    );
    for (const one of passedOn) take(one, dependent);
  };
  for (const privilege of revoke.privileges) {
    const named = left.find(
      (one) =>
        one.grantee === revoke.from &&
        one.grantor === revoke.grantor &&
        one.privilege === privilege &&
        one.column === column,
    );
    if (named) take(named, direct);
  }
  return { direct, dependent };
}

/** Column grants a table-level REVOKE would take along although nobody asked for that. */
export function takenAlong(
  revoke: Extract<Change, { do: 'revoke' }>,
  before: readonly Grant[],
): readonly Grant[] {
  if (revoke.on.kind === 'column' || revoke.grantOptionOnly) return [];
  return before.filter(
    (one) =>
      one.column !== null &&
      one.grantee === revoke.from &&
      one.grantor === revoke.grantor &&
      revoke.privileges.includes(one.privilege),
  );
}

/**
 * The same with what their holders had passed on, which goes too where the REVOKE cascades (and without CASCADE it is refused): in
 * the order in which it has to be given back.
 */
export function columnsTakenAlong(
  revoke: Extract<Change, { do: 'revoke' }>,
  owner: string,
  before: readonly Grant[],
  hasPrivilegesOf: HasPrivilegesOf,
): readonly Grant[] {
  const along = takenAlong(revoke, before);
  const passedOn = along.flatMap((grant) => {
    const on: ObjectRef = { ...revoke.on, kind: 'column', column: grant.column ?? '' };
    const { dependent } = takenAway(
      { ...revoke, privileges: [grant.privilege], on },
      owner,
      before,
      hasPrivilegesOf,
    );
    return dependent.filter((one) => !along.includes(one));
  });
  return [...along, ...new Set(passedOn)];
}

/** The changes that give grants back, one statement per grantee, grantor, column and option, in order. */
export function giveBack(
  on: ObjectRef,
  grants: readonly Grant[],
): readonly Extract<Change, { do: 'grant' }>[] {
  const groups: { readonly first: Grant; readonly privileges: Privilege[] }[] = [];
  for (const grant of grants) {
    const at = groups.findLastIndex(
      ({ first }) =>
        first.grantee === grant.grantee &&
        first.grantor === grant.grantor &&
        first.column === grant.column &&
        first.grantable === grant.grantable,
    );
    // It may join an earlier statement unless its grantor is given something in between, which may be the right to grant it.
    const waits = groups.slice(at + 1).some(({ first }) => first.grantee === grant.grantor);
    if (at >= 0 && !waits) groups[at]?.privileges.push(grant.privilege);
    else groups.push({ first: grant, privileges: [grant.privilege] });
  }
  return groups.map(({ first, privileges }) => {
    const { column: _, ...relation } = on;
    const target: ObjectRef =
      first.column === null
        ? on.kind === 'column'
          ? relation
          : on
        : { ...relation, kind: 'column', column: first.column };
    return {
      do: 'grant',
      privileges,
      on: target,
      to: first.grantee,
      grantor: first.grantor,
      withGrantOption: first.grantable,
    };
  });
}
