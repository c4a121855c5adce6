import type { ClusterFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { roleGraph } from '../role-graph.ts';
import { canonicalRule } from './canonical-rule.ts';
import { takesAnything } from './catch-all-pattern.ts';
import type { MemberOf } from './coverage.ts';
import { isEverywhere } from './everywhere.ts';
import type { HbaAddress, HbaFileError, HbaRule, HbaToken } from './hba-rule.ts';
import { type IpNetwork, networkContains, networksOverlap, prefixMask } from './ip-address.ts';
import { anyMatch, matchUser } from './match-token.ts';
import { holdAddresses, membershipsOf, takersOfAll, takingsOf } from './rule-takers.ts';
import { rulesFromInventory } from './rules-from-inventory.ts';

/** A rule with what it really does where it stands. */
export interface EffectiveRule extends HbaRule {
  /** Canonical text: the `rule` of its `ObjectRef`. */
  readonly text: string;
  /** It can match, some of it is not taken by earlier rules, and its method is not `reject`. */
  readonly accepts: boolean;
  /** The earlier rule that leaves nothing to this one (the last of them, where it takes several). */
  readonly shadowedBy: HbaRule | null;
  /** All of them, in file order; empty for a rule that something is left to. */
  readonly shadowedTogether: readonly HbaRule[];
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
  /** No accepting rules, alone or together, take any user to any database from everywhere: what nobody thought of is refused. */
  readonly defaultDeny: boolean;
}

/** `all`, or from 16 on a regular expression that leaves nobody out; quotes do not keep it from being one. */
const takesAllSince =
  (major: number) =>
  ({ text, quoted }: HbaToken): boolean =>
    (text === 'all' && quoted !== true) ||
    (major >= 16 && text.startsWith('/') && takesAnything(text.slice(1)));

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

/** Login roles that the rules treat alike, as positions in the list of login roles. */
function alike(
  count: number,
  users: readonly { certain: readonly boolean[]; possible: readonly boolean[] }[],
) {
  return Map.groupBy(Array(count).keys(), (role) =>
    users.map(({ certain, possible }) => (certain[role] ? 'c' : possible[role] ? 'p' : '-')).join(''),
  ).values();
}

/**
 * What each rule of the cluster's `pg_hba` view really matches, given those before it. Reads `hba-rules`, `roles`,
 * `memberships` and `databases`. Coverage by several earlier rules together is recognised per connection type, database and
 * user of the rule, address by address, and for a group member by member; where it cannot be proven a rule counts as live.
 */
export const effectiveHba = memo((facts: ClusterFacts): EffectiveHba => {
  const { major, rules, errors } = rulesFromInventory(facts);
  const graph = roleGraph(facts);
  const logins = facts
    .read('roles')
    .filter((role) => role.login)
    .map((role) => role.name)
    .sort();
  const members = membershipsOf(facts);
  const users = rules.map((rule) => usersOf(rule, logins, members.memberOf, major));
  const takesAll = takesAllSince(major);
  const classes = [...alike(logins.length, users)];
  const effective = rules.map((rule, at): EffectiveRule => {
    const takings = takingsOf(rules, at, major);
    const shadow = rule.inert === null ? takersOfAll(rules, takings, rule.users, major, members) : null;
    const plain = takings.filter(({ part }) => part.state === 'plain');
    const live = rule.inert === null && shadow === null;
    /** Whether earlier rules leave something to a role: those count that take it for certain. */
    const leftTo = (role: number) =>
      takings.some(({ part, positions }) => {
        const certain = positions.filter((taker) => users[taker]?.certain[role] === true);
        return holdAddresses(rules, certain, part.address) === null;
      });
    const matched = classes.filter(
      ([role]) => live && role !== undefined && users[at]?.possible[role] === true && leftTo(role),
    );
    const matchesRoles = matched.flatMap((own) => own.flatMap((role) => logins[role] ?? [])).sort();
    const shadowedTogether = (shadow ?? []).flatMap((position) => rules[position] ?? []);
    return {
      ...rule,
      text: canonicalRule(rule),
      accepts: live && rule.method !== 'reject',
      shadowedBy: shadowedTogether.at(-1) ?? null,
      shadowedTogether,
      remote: isRemote(rule.address),
      loopback: isLoopback(rule.address),
      everywhere:
        rule.address?.match === 'all' ||
        (rule.address?.match === 'network' && rule.address.network.mask === 0n),
      plaintextPossible:
        live && plain.length > 0 && takersOfAll(rules, plain, rule.users, major, members) === null,
      addressWidth: width(rule.address),
      allDatabases: rule.databases.some(takesAll),
      allUsers: rule.users.some(takesAll),
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
    defaultDeny: !isEverywhere(accepting.filter((rule) => rule.allDatabases && rule.allUsers)),
  };
});
