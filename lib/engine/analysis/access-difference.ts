import type { Inventory } from '../inventory/inventory.ts';
import type { Privilege } from '../model/privilege.ts';
import { type ObjectPair, objectPairs } from './access-difference-objects.ts';
import type { AccessLine } from './access-lines.ts';
import type { AccessObject } from './access-object.ts';
import type { AccessHow } from './access-path.ts';
import type { AccessSets } from './access-sets.ts';
import { clusterAccess, type DatabaseAccess, databaseAccess } from './effective-privileges.ts';
import { type ClusterFacts, factsOf } from './facts.ts';
import { memo } from './memo.ts';
import { addBit, type Bits, emptyBits, hasBit, members } from './role-graph-closure.ts';
import { UnreadSection } from './unread-section.ts';

/** An effective privilege that one snapshot has and the other has not, or not so well. */
export interface LocatedLine extends AccessLine {
  /** Null for what belongs to the cluster. */
  readonly database: string | null;
  /** How the role has it in the other snapshot. The same as `how`: what differs is the grant option alone. */
  readonly otherwise: AccessHow | null;
}

export interface AccessDifference {
  /**
   * Lines of before that no longer hold: the privilege is gone, or now takes a SET ROLE that it did not, or lost its grant
   * option. Order: kind (the contract's), name, privilege, role.
   */
  readonly loses: readonly LocatedLine[];
  /** Lines of after that did not hold before, in the same sense. Of new roles, without what every role has by PUBLIC. */
  readonly gains: readonly LocatedLine[];
  /** What could not be compared, in sentences. */
  readonly unknown: readonly string[];
}

/** One side of the comparison: who holds a privilege on the object, in positions of its own graph. */
interface Side {
  readonly access: DatabaseAccess;
  readonly object: AccessObject | undefined;
}

interface Held {
  readonly held: Bits;
  readonly reachable: Bits;
  readonly grantable: Bits;
}

const and = (one: Bits, other: Bits): Bits => one.map((word, at) => word & (other[at] ?? 0));
const or = (one: Bits, other: Bits): Bits => one.map((word, at) => word | (other[at] ?? 0));
const without = (one: Bits, other: Bits): Bits => one.map((word, at) => word & ~(other[at] ?? 0));
const isEmpty = (bits: Bits) => bits.every((word) => word === 0);

const factsOnce = memo(factsOf);

const sameNames = (one: readonly string[], other: readonly string[]) =>
  one === other || (one.length === other.length && one.every((name, at) => name === other[at]));

/** The same roles at the positions of another graph; roles that it does not have are left out. */
function translated(bits: Bits, from: DatabaseAccess, to: DatabaseAccess): Bits {
  if (sameNames(from.graph.names, to.graph.names)) return bits;
  const moved = emptyBits(to.graph.names.length);
  for (const position of members(bits)) {
    const there = to.graph.position(from.graph.names[position] ?? '');
    if (there !== undefined) addBit(moved, there);
  }
  return moved;
}

function setsOf({ access, object }: Side, privilege: Privilege): AccessSets | null {
  return object && access.privilegesOf(object.kind).includes(privilege)
    ? access.sets(object, privilege)
    : null;
}

/** Who holds it on `side`, at the positions of `as`. Roles that only `as` has hold there what PUBLIC does. */
function heldOn(side: Side, privilege: Privilege, as: DatabaseAccess): Held {
  const nobody = emptyBits(as.graph.names.length);
  const sets = setsOf(side, privilege);
  if (!sets || !side.object) return { held: nobody, reachable: nobody, grantable: nobody };
  const [held, reachable, grantable] = [sets.held, sets.reachable, sets.grantable].map((bits) =>
    translated(bits, side.access, as),
  );
  if (!held || !reachable || !grantable) return { held: nobody, reachable: nobody, grantable: nobody };
  if (sameNames(side.access.graph.names, as.graph.names)) return { held, reachable, grantable };
  const everybody = side.access
    .grounds(side.object, privilege)
    .some(({ grantee, banned }) => grantee === null && !banned);
  if (!everybody) return { held, reachable, grantable };
  const fresh = emptyBits(as.graph.names.length);
  as.graph.names.forEach((name, at) => {
    if (side.access.graph.position(name) === undefined) addBit(fresh, at);
  });
  return { held: or(held, fresh), reachable: or(reachable, fresh), grantable };
}

/** Lines of `from` that `to` does not have or has less of. What a column has from its relation is the relation's line. */
function* lostLines(
  from: Side,
  to: Side,
  database: string | null,
  privilege: Privilege,
): Generator<LocatedLine> {
  const { access, object } = from;
  const own = setsOf(from, privilege);
  if (!own || !object) return;
  // A column without a list of its own: its relation's line says it.
  if (to.object?.kind === 'column' && object.kind !== 'column') return;
  const other = heldOn(to, privilege, access);
  const above = object.relation ? access.sets(object.relation, privilege) : null;
  const inherited = without(own.held, other.held);
  const bySetRole = without(without(own.reachable, own.held), other.reachable);
  const gone = or(inherited, bySetRole);
  const option = without(and(without(own.grantable, other.grantable), own.reachable), gone);
  const fromAbove = (bits: Bits, part: keyof Held) => (above ? without(bits, above[part]) : bits);
  const lines = or(
    or(fromAbove(inherited, 'held'), fromAbove(bySetRole, 'reachable')),
    fromAbove(option, 'grantable'),
  );
  if (isEmpty(lines)) return;
  const grounds = access.grounds(object, privilege);
  const { kind, schema, name, column, signature } = object;
  for (const position of members(lines)) {
    const how = hasBit(own.held, position) ? 'inherited' : 'set-role';
    yield {
      database,
      role: access.graph.names[position] ?? '',
      kind,
      schema,
      name,
      column,
      signature,
      privilege,
      grantable: hasBit(own.grantable, position),
      how,
      via: access.via.shortest(position, grounds, how) ?? [],
      otherwise: hasBit(other.held, position)
        ? 'inherited'
        : hasBit(other.reachable, position)
          ? 'set-role'
          : null,
    };
  }
}

function compare(
  pairs: Iterable<ObjectPair>,
  before: DatabaseAccess,
  after: DatabaseAccess,
  database: string | null,
  into: { readonly loses: LocatedLine[]; readonly gains: LocatedLine[] },
): void {
  for (const pair of pairs) {
    const was = { access: before, object: pair.before };
    const is = { access: after, object: pair.after };
    const { kind } = pair.before ?? pair.after ?? {};
    if (kind === undefined) continue;
    for (const privilege of before.privilegesOf(kind)) {
      for (const line of lostLines(was, is, database, privilege)) into.loses.push(line);
      for (const line of lostLines(is, was, database, privilege)) into.gains.push(line);
    }
  }
}

function accessIn(facts: ClusterFacts, name: string | null): DatabaseAccess {
  const database = facts.databases.find((one) => one.name === name);
  return database ? databaseAccess(database) : clusterAccess(facts);
}

/**
 * Who may do what less, and what more, in the second of two snapshots of one cluster: exactly what the access engine says
 * of either. Objects whose rows are the same value in both, under the same roles, are not looked at. `within`: the database
 * from which databases, tablespaces and parameters are seen, or null for none.
 */
export function accessDifference(
  before: Inventory,
  after: Inventory,
  within: string | null = null,
): AccessDifference {
  const [was, is] = [factsOnce(before), factsOnce(after)];
  const found = { loses: [] as LocatedLine[], gains: [] as LocatedLine[] };
  const unknown: string[] = [];
  const places = [null, ...is.databases.map((database) => database.name)];
  for (const place of places) {
    const inCluster = place === null ? within : place;
    try {
      const [one, other] = [accessIn(was, inCluster), accessIn(is, inCluster)];
      const pairs = objectPairs(before, after, place, inCluster, one, other);
      unknown.push(...pairs.unknown);
      compare(pairs.pairs, one, other, place, found);
    } catch (error) {
      if (!(error instanceof UnreadSection)) throw error;
      unknown.push(`${error.gap.input}: ${error.gap.reason}`);
    }
  }
  return { ...found, unknown: [...new Set(unknown)] };
}
