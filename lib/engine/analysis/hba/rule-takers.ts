import type { ClusterFacts } from '../facts.ts';
import { roleGraph } from '../role-graph.ts';
import { coversAddress, coversDatabase, partsOf, type RulePart, statesOf, takesUser } from './coverage.ts';
import type { HbaAddress, HbaRule, HbaToken } from './hba-rule.ts';
import { type IpNetwork, networksOverlap } from './ip-address.ts';
import { anyMatch, matchUser } from './match-token.ts';
import { unionCovers } from './network-union.ts';

/** Who belongs to whom at the time of the snapshot, by name, without the role itself. */
export interface Memberships {
  memberOf(role: string): ReadonlySet<string>;
  membersOf(role: string): ReadonlySet<string>;
  exists(role: string): boolean;
}

export function membershipsOf(facts: ClusterFacts): Memberships {
  const graph = roleGraph(facts);
  return {
    memberOf: (role) => graph.memberOf(role),
    membersOf: (role) => graph.membersOf(role),
    exists: (role) => graph.roles.has(role),
  };
}

/** A part of a rule, and the earlier rules, by position, that take its databases and connections from some addresses. */
export interface Taking {
  readonly part: RulePart;
  readonly positions: readonly number[];
}

/** Groups larger than this are compared as groups only. */
const mostMembers = 500;

const every: readonly IpNetwork[] = [
  { family: 4, value: 0n, mask: 0n },
  { family: 6, value: 0n, mask: 0n },
];

/** What has to be covered for every address of the field to be; `null` for the socket. */
function spacesOf(address: HbaAddress | null): readonly IpNetwork[] | null {
  if (address === null) return null;
  return address.match === 'network' ? [address.network] : every;
}

const networkOf = (rule: HbaRule | undefined): IpNetwork | null =>
  rule?.address?.match === 'network' ? rule.address.network : null;

/**
 * The earliest of these rules that together hold every address, with `more` networks beside them; `null` where some address
 * is left or that cannot be told. Host names and `samenet` are held by nothing less than everything.
 */
export function holdAddresses(
  rules: readonly HbaRule[],
  positions: readonly number[],
  address: HbaAddress | null,
  more: readonly IpNetwork[] = [],
): readonly number[] | null {
  const alone = positions.find((at) => {
    const rule = rules[at];
    return rule !== undefined && coversAddress(rule.address, address);
  });
  if (alone !== undefined) return [alone];
  const spaces = spacesOf(address);
  if (spaces === null) return null;
  const useful = positions.filter((at) => {
    const own = networkOf(rules[at]);
    return own !== null && spaces.some((space) => networksOverlap(own, space));
  });
  const hold = (count: number) => {
    const networks = [...more, ...useful.slice(0, count).flatMap((at) => networkOf(rules[at]) ?? [])];
    return spaces.every((space) => unionCovers(networks, space) === true);
  };
  if (!hold(useful.length)) return null;
  let [low, high] = [0, useful.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (hold(middle)) high = middle;
    else low = middle + 1;
  }
  return useful.slice(0, low);
}

/** The parts of the rule at that position, each with the earlier rules that take something of it, users aside. */
export function takingsOf(rules: readonly HbaRule[], at: number, major: number): readonly Taking[] {
  const rule = rules[at];
  if (!rule) return [];
  return partsOf(rule).map((part) => ({
    part,
    positions: rules.slice(0, at).flatMap((earlier, position) => {
      const takes =
        earlier.inert === null &&
        statesOf(earlier.type).includes(part.state) &&
        earlier.databases.some((token) => coversDatabase(token, part.database, major));
      return takes ? [position] : [];
    }),
  }));
}

/** The members a `+group` stands for now, itself among them; `null` for any other word, and where there is no such role. */
function namesOf(user: HbaToken, members: Memberships): readonly string[] | null {
  if (user.quoted !== false || !user.text.startsWith('+')) return null;
  const group = user.text.slice(1);
  const names = members.exists(group) ? [group, ...members.membersOf(group)] : [];
  return names.length > 0 && names.length <= mostMembers ? names : null;
}

/**
 * The earlier rules that together leave nothing of that part to that user, in file order; `null` where something is left.
 * A group is taken as a whole, or member by member.
 */
export function takersFor(
  rules: readonly HbaRule[],
  { part, positions }: Taking,
  user: HbaToken,
  major: number,
  members: Memberships,
  more: readonly IpNetwork[] = [],
): readonly number[] | null {
  const those = (takes: (rule: HbaRule) => boolean) =>
    positions.filter((at) => {
      const rule = rules[at];
      return rule !== undefined && takes(rule);
    });
  const whole = those((rule) => takesUser(rule, user, major, (role) => members.memberOf(role)));
  const together = holdAddresses(rules, whole, part.address, more);
  if (together !== null) return together;
  const names = namesOf(user, members);
  if (names === null) return null;
  const found = new Set<number>();
  for (const name of names) {
    const who = { user: name, database: '', memberOf: members.memberOf(name), replication: false };
    const own = those((rule) => anyMatch(rule.users, (token) => matchUser(token, who, major)) === 'yes');
    const takers = holdAddresses(rules, own, part.address, more);
    if (takers === null) return null;
    for (const at of takers) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

/** The earlier rules that together leave nothing of all these parts to the rule's users; `null` where something is left. */
export function takersOfAll(
  rules: readonly HbaRule[],
  takings: readonly Taking[],
  users: readonly HbaToken[],
  major: number,
  members: Memberships,
  more: readonly IpNetwork[] = [],
): readonly number[] | null {
  const found = new Set<number>();
  for (const taking of takings) {
    for (const user of users) {
      const takers = takersFor(rules, taking, user, major, members, more);
      if (takers === null) return null;
      for (const at of takers) found.add(at);
    }
  }
  return [...found].sort((a, b) => a - b);
}
