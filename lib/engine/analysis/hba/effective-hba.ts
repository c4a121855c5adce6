import type { ClusterFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { roleGraph } from '../role-graph.ts';
import { canonicalRule } from './canonical-rule.ts';
import { type MemberOf, partsOf, type RulePart, takesPart, takesUser } from './coverage.ts';
import type { HbaAddress, HbaFileError, HbaRule } from './hba-rule.ts';
import { type IpNetwork, networkContains, networksOverlap, prefixMask } from './ip-address.ts';
import { anyMatch, matchUser } from './match-token.ts';
import { rulesFromInventory } from './rules-from-inventory.ts';

/** A rule with what it really does where it stands. */
export interface EffectiveRule extends HbaRule {
  /** Canonical text: the `rule` of its `ObjectRef`. */
  readonly text: string;
  /** It can match, some of it is not taken by earlier rules, and its method is not `reject`. */
  readonly accepts: boolean;
  /** The earlier rule that leaves nothing to this one (the last of them, where it takes several). */
  readonly shadowedBy: HbaRule | null;
  /** Takes addresses beyond this machine. Host names count; a `local` rule or `samehost` does not. */
  readonly remote: boolean;
  /** Takes some loopback address. */
  readonly loopback: boolean;
  /** Takes every address of a family: `all`, `0.0.0.0/0`, `::/0`. */
  readonly everywhere: boolean;
  /** Takes connections over the network with neither TLS nor GSSAPI encryption that no earlier rule takes from it. */
  readonly plaintextPossible: boolean;
  /** Free bits of the address: 0 one address, 8 a `/24` of IPv4, 128 `all`. `null`: local, host name, `samehost`, `samenet`. */
  readonly addressWidth: number | null;
  readonly allDatabases: boolean;
  readonly allUsers: boolean;
  /** Login roles whose attempts can come to this rule: the user list may match them, and earlier rules leave them something. Sorted. */
  readonly matchesRoles: readonly string[];
  /** Why nobody but the server can say what it matches (host name, `samenet`), else `null`. */
  readonly undecidable: string | null;
  /** Why its words can be read in two ways, else `null`. */
  readonly ambiguous: string | null;
}

export interface SuperuserReach {
  readonly role: string;
  readonly rule: EffectiveRule;
}

export interface EffectiveHba {
  readonly major: number;
  /** In file order. Without meaning while there are `errors`: the server then goes on with rules nobody shows. */
  readonly rules: readonly EffectiveRule[];
  readonly errors: readonly HbaFileError[];
  /** Superuser login roles and the accepting rules that can let them in, local ones too (`rule.remote` tells). */
  readonly superuserReach: readonly SuperuserReach[];
  /** No accepting rule takes any user to any database from everywhere: what nobody thought of is refused. */
  readonly defaultDeny: boolean;
}

const loopbacks: readonly IpNetwork[] = [
  { family: 4, value: 127n << 24n, mask: prefixMask(4, 8) },
  { family: 6, value: 1n, mask: prefixMask(6, 128) },
];

function isRemote(address: HbaAddress | null): boolean {
  if (address === null || address.match === 'samehost') return false;
  return address.match !== 'network' || !loopbacks.some((own) => networkContains(own, address.network));
}

function isLoopback(address: HbaAddress | null): boolean {
  if (address === null || address.match === 'host-name') return false;
  return address.match !== 'network' || loopbacks.some((own) => networksOverlap(own, address.network));
}

function width(address: HbaAddress | null): number | null {
  if (address?.match === 'all') return 128;
  if (address?.match !== 'network') return null;
  const { family, mask } = address.network;
  return (family === 4 ? 32 : 128) - mask.toString(2).replaceAll('0', '').length;
}

function ambiguity(rule: HbaRule): string | null {
  const token = [...rule.databases, ...rule.users].find(({ quoted }) => quoted === null);
  return token
    ? `${token.text} is a keyword here, or the object of that name, which exists: the server's view does not show quotes`
    : null;
}

function undecidability(address: HbaAddress | null): string | null {
  if (address?.match === 'host-name') return 'it names a host, which the server resolves itself';
  return address?.match === 'samenet' ? "it takes the networks of the server's own interfaces" : null;
}

/** By position of the rule: which login roles its user list takes for certain, and which it may take. */
function usersOf(rule: HbaRule, logins: readonly string[], memberOf: MemberOf, major: number) {
  const found = logins.map((user) =>
    anyMatch(rule.users, (token) =>
      matchUser(token, { user, database: '', memberOf: memberOf(user), replication: false }, major),
    ),
  );
  return { certain: found.map((match) => match === 'yes'), possible: found.map((match) => match !== 'no') };
}

/** Earlier rules, by position, that take all of a part but perhaps not all its users. */
function takersOf(part: RulePart, earlier: readonly HbaRule[], major: number): readonly number[] {
  return earlier.flatMap((rule, at) => (takesPart(rule, part, major) ? [at] : []));
}

/** The earlier rules that together leave nothing of these parts for these users, or `null` where something is left. */
function shadow(
  rule: HbaRule,
  takers: readonly (readonly number[])[],
  rules: readonly HbaRule[],
  major: number,
  memberOf: MemberOf,
): number | null {
  let last = -1;
  for (const positions of takers) {
    for (const user of rule.users) {
      const taker = positions.find((at) => {
        const earlier = rules[at];
        return earlier !== undefined && takesUser(earlier, user, major, memberOf);
      });
      if (taker === undefined) return null;
      last = Math.max(last, taker);
    }
  }
  return last < 0 ? null : last;
}

/**
 * What each rule of the cluster's `pg_hba` view really matches, given those before it. Reads `hba-rules`, `roles`,
 * `memberships` and `databases`. Coverage by several earlier rules is recognised per connection type, address family,
 * database and user of the rule; where coverage cannot be proven a rule counts as live.
 */
export const effectiveHba = memo((facts: ClusterFacts): EffectiveHba => {
  const { major, rules, errors } = rulesFromInventory(facts);
  const graph = roleGraph(facts);
  const logins = facts
    .read('roles')
    .filter((role) => role.login)
    .map((role) => role.name)
    .sort();
  const memberOf: MemberOf = (role) => graph.memberOf(role);
  const users = rules.map((rule) => usersOf(rule, logins, memberOf, major));
  const effective = rules.map((rule, at): EffectiveRule => {
    const earlier = rules.slice(0, at);
    const parts = partsOf(rule);
    const takers = parts.map((part) => takersOf(part, earlier, major));
    const shadowedBy = rule.inert === null ? shadow(rule, takers, rules, major, memberOf) : null;
    const plain = takers.filter((_, index) => parts[index]?.state === 'plain');
    const live = rule.inert === null && shadowedBy === null;
    const matchesRoles = logins.filter(
      (_, role) =>
        live &&
        users[at]?.possible[role] === true &&
        !takers.every((positions) => positions.some((taker) => users[taker]?.certain[role] === true)),
    );
    return {
      ...rule,
      text: canonicalRule(rule),
      accepts: live && rule.method !== 'reject',
      shadowedBy: shadowedBy === null ? null : (rules[shadowedBy] ?? null),
      remote: isRemote(rule.address),
      loopback: isLoopback(rule.address),
      everywhere:
        rule.address?.match === 'all' ||
        (rule.address?.match === 'network' && rule.address.network.mask === 0n),
      plaintextPossible: live && plain.length > 0 && shadow(rule, plain, rules, major, memberOf) === null,
      addressWidth: width(rule.address),
      allDatabases: rule.databases.some(({ text, quoted }) => text === 'all' && quoted !== true),
      allUsers: rule.users.some(({ text, quoted }) => text === 'all' && quoted !== true),
      matchesRoles,
      undecidable: undecidability(rule.address),
      ambiguous: ambiguity(rule),
    };
  });
  const accepting = effective.filter((rule) => rule.accepts);
  return {
    major,
    rules: effective,
    errors,
    superuserReach: accepting.flatMap((rule) =>
      rule.matchesRoles
        .filter((role) => graph.roles.get(role)?.superuser === true)
        .map((role) => ({ role, rule })),
    ),
    defaultDeny: !accepting.some((rule) => rule.everywhere && rule.allDatabases && rule.allUsers),
  };
});
