import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';
import { hasPrivilegesIn } from './acting-grantor.ts';
import { type ChangeCell, cellsOf, objectKey, partOf } from './change-cells.ts';
import { membershipsTaken } from './inverse/memberships.ts';
import { type Grant, grantsOn, hasOwnOption, takenAway } from './object-grants.ts';
import { optionsOfChange } from './options-of-change.ts';
import { clusterRows, priorAcl } from './prior.ts';

/** What outweighs what on one privilege: taking it away takes its grant option along, and so the other way round. */
const stronger: Readonly<Record<string, string>> = {
  '"no grant option"': '"no"',
  '"yes"': '"grant option"',
};

/** Changes of several findings as one list: nothing twice, nothing that was said otherwise before. */
export interface MergedChanges {
  /** Whether they went in; false, and nothing of them did, where one contradicts what is there. */
  add(changes: readonly Change[]): boolean;
  all(): readonly Change[];
}

export function mergedChanges(): MergedChanges {
  const cells = new Map<string, string>();
  const all: Change[] = [];
  const contradicts = ({ what, to }: ChangeCell): boolean => {
    const before = cells.get(what);
    return before !== undefined && before !== to && stronger[to] !== before && stronger[before] !== to;
  };
  const isNew = ({ what, to }: ChangeCell): boolean => {
    const before = cells.get(what);
    return before === undefined || (before !== to && stronger[before] === to);
  };
  const [used, taken] = [new Set<string>(), new Set<string>()];
  const endsOption = (change: Change): boolean => {
    const options = optionsOfChange(change);
    return options.used.some((one) => taken.has(one)) || options.taken.some((one) => used.has(one));
  };
  return {
    add(changes) {
      if (changes.some((change) => cellsOf(change).some(contradicts) || endsOption(change))) return false;
      for (const change of changes) {
        const part = partOf(change, isNew);
        if (part === null) continue;
        all.push(part);
        for (const { what, to } of cellsOf(part)) cells.set(what, to);
        const options = optionsOfChange(part);
        for (const one of options.used) used.add(one);
        for (const one of options.taken) taken.add(one);
      }
      return true;
    },
    all: () => all,
  };
}

/** A table's REVOKE takes that grantor's column grants along: those the plan gives come after it. */
function takesColumnsAlong(revoke: Change, grant: Extract<Change, { do: 'grant' }>): boolean {
  if (revoke.do !== 'revoke' || revoke.grantOptionOnly || revoke.on.kind === 'column') return false;
  if (grant.on.kind !== 'column' || revoke.from !== grant.to || revoke.grantor !== grant.grantor)
    return false;
  const { column: _, ...whole } = grant.on;
  return (
    objectKey(revoke.on) === objectKey({ ...whole, kind: 'table' }) &&
    revoke.privileges.some((privilege) => grant.privileges.includes(privilege))
  );
}

/**
 * The order in which nothing is missing meanwhile and no change undoes another: what is given comes before what is taken, a
 * table's REVOKE before a column's (it gives column grants back) and before the column grants that take its place, policies before the switch that makes them count, ownership
 * after the grants its old owner made, attributes of roles and the server's settings last.
 */
function rankOf(change: Change, all: readonly Change[]): number {
  switch (change.do) {
    case 'create-role':
      return 0;
    case 'create-object':
      return 1;
    case 'grant-membership':
      return 2;
    case 'grant':
      return all.some((other) => takesColumnsAlong(other, change)) ? 7.5 : 3;
    case 'default-privileges':
      return change.action === 'grant' ? 4 : 8;
    case 'revoke-membership':
      return 5;
    case 'revoke':
      return change.on.kind === 'column' ? 7 : 6;
    case 'alter-owner':
      return 9;
    case 'drop-policy':
    case 'create-policy':
      return 11;
    case 'row-security':
      return 12;
    case 'set-view-option':
    case 'routine-search-path':
    case 'routine-security':
    case 'routine-leakproof':
      return 13;
    case 'update-extension':
      return 14;
    case 'alter-role':
    case 'set-password':
      return 15;
    case 'drop-object':
      return 16;
    case 'drop-role':
      return 17;
    case 'set-parameter':
      return 18;
    case 'edit-hba':
      return 19;
  }
}

type Revoke = Extract<Change, { do: 'revoke' }>;

/**
 * Whether `first` takes the grant option with which the grantor of `then` has to speak. A cascade tells of it only where nothing
 * else lets the grantor grant: who has the owner's privileges keeps what it granted, and can no longer take it back. An option
 * for a column stays where the table's goes.
 */
function takesOption(first: Revoke, then: Revoke, grants: readonly Grant[]): boolean {
  if (first.from === null || first.from !== then.grantor) return false;
  const same = objectKey(first.on) === objectKey(then.on);
  if (!same && first.on.kind === 'column') return false;
  const column = then.on.kind === 'column' ? (then.on.column ?? null) : null;
  const onColumn = grants.filter((grant) => grant.column !== null);
  return first.privileges.some(
    (privilege) =>
      then.privileges.includes(privilege) &&
      (same || !hasOwnOption(onColumn, then.grantor, privilege, column)),
  );
}

/** Whether `first` takes away, by cascade, what `then` would revoke by name, or what it would be revoked with. */
function cascadesInto(first: Change, then: Change, inventory: Inventory): boolean {
  if (first.do === 'revoke' && then.do === 'revoke') {
    const prior = grantsOn(inventory, first.on);
    if (prior === null) return false;
    if (takesOption(first, then, prior.grants)) return true;
    if (objectKey(first.on) !== objectKey(then.on)) return false;
    const named = (grant: { grantee: Revoke['from']; grantor: string; privilege: string }) =>
      grant.grantee === then.from &&
      grant.grantor === then.grantor &&
      then.privileges.some((privilege) => privilege === grant.privilege);
    return takenAway(
      first,
      prior.owner,
      prior.grants,
      hasPrivilegesIn(inventory, first.on.database),
    ).dependent.some(named);
  }
  if (first.do === 'revoke-membership' && then.do === 'revoke-membership') {
    if (first.role !== then.role) return false;
    const rows = clusterRows(inventory.cluster.memberships);
    return membershipsTaken(first, rows, inventory.server.versionNum).dependent.some(
      (row) => row.member === then.member && row.grantor === then.grantor,
    );
  }
  return false;
}

/** Only changes to one object and its columns, or to the members of one role, can cascade into each other. */
function cascadeGroup(change: Change): string | null {
  if (change.do === 'revoke') {
    const { column: _, ...whole } = change.on;
    return objectKey(whole);
  }
  return change.do === 'revoke-membership' ? `member of ${change.role}` : null;
}

/** What a cascade would take stands before what cascades: then undoing gives back the grantor's right first. */
function dependentsFirst(changes: readonly Change[], inventory: Inventory): readonly Change[] {
  const groups = Map.groupBy(changes, cascadeGroup);
  const placed = new Set<Change>();
  const pending = new Set<Change>();
  const place = (change: Change) => {
    if (placed.has(change) || pending.has(change)) return;
    pending.add(change);
    const group = cascadeGroup(change);
    for (const other of (group === null ? null : groups.get(group)) ?? [])
      if (other !== change && cascadesInto(change, other, inventory)) place(other);
    pending.delete(change);
    placed.add(change);
  };
  for (const change of changes) place(change);
  return [...placed];
}

/** What a role holds on the object by name. */
function grantedTo(role: string, on: ObjectRef, inventory: Inventory): ReadonlySet<Privilege> {
  const held = grantsOn(inventory, on)?.grants ?? [];
  return new Set(
    held.flatMap(({ grantee, privilege, column }) =>
      grantee === role && column === (on.column ?? null) ? [privilege] : [],
    ),
  );
}

/** A grant by an owner who hands the object on is the new owner's from then on: it is made by them, afterwards. */
function afterOwnership(changes: readonly Change[], inventory: Inventory): readonly Change[] {
  const newOwner = new Map(
    changes.flatMap((change) =>
      change.do === 'alter-owner' ? [[objectKey(change.on), change.to] as const] : [],
    ),
  );
  const moved = (change: Change): readonly Change[] => {
    if (change.do !== 'grant') return [change];
    const { column: _, ...whole } = change.on;
    const to = newOwner.get(objectKey(whole));
    const old = priorAcl(inventory, change.on)?.owner;
    if (to === undefined || old !== change.grantor) return [change];
    // The old owner's own privileges are the new one's by then: taking back a grant of them would take them from the owner.
    const handed = change.to === to ? grantedTo(old, change.on, inventory) : new Set();
    const privileges = change.privileges.filter((privilege) => !handed.has(privilege));
    return privileges.length === 0 ? [] : [{ ...change, privileges, grantor: to }];
  };
  const byNewOwner = (change: Change) => {
    if (change.do !== 'grant') return false;
    const { column: _, ...whole } = change.on;
    return newOwner.get(objectKey(whole)) === change.grantor;
  };
  const rewritten = changes.flatMap(moved);
  const ranked = rewritten.map((change, at) => ({
    change,
    at,
    rank: byNewOwner(change) ? 10 : rankOf(change, changes),
  }));
  return ranked.sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ change }) => change);
}

/** One finding's changes keep the order its control gave them; those of several are put in an order that suits all. */
export function orderChanges(changes: readonly Change[], inventory: Inventory): readonly Change[] {
  return dependentsFirst(afterOwnership(changes, inventory), inventory);
}
