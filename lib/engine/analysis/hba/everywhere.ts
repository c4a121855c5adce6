import { coversDatabase, takesUser } from './coverage.ts';
import type { EffectiveHba, EffectiveRule } from './effective-hba.ts';
import type { HbaAddress, HbaRule, HbaToken } from './hba-rule.ts';
import { type IpNetwork, networkContains, prefixMask } from './ip-address.ts';
import { unionCovers } from './network-union.ts';
import type { Memberships } from './rule-takers.ts';

/** What "everywhere" is: all of IPv4; of IPv6 the whole part that is given out to the world (RFC 4291, 2000::/3). */
const worlds: readonly IpNetwork[] = [
  { family: 4, value: 0n, mask: 0n },
  { family: 6, value: 1n << 125n, mask: prefixMask(6, 3) },
];

export const networkOf = (rule: { readonly address: HbaAddress | null }): IpNetwork | null =>
  rule.address?.match === 'network' ? rule.address.network : null;

/** Whether the networks of one family together let every address of the world in; `null` where that cannot be told. */
export function holdWorld(networks: readonly IpNetwork[], family: 4 | 6): boolean | null {
  const world = worlds.find((one) => one.family === family);
  return world ? unionCovers(networks, world) : false;
}

/** Whether these rules, alone or together, take every address of a family. What cannot be told counts as taken. */
export function isEverywhere(rules: readonly { readonly address: HbaAddress | null }[]): boolean {
  if (rules.some(({ address }) => address?.match === 'all')) return true;
  const networks = rules.flatMap((rule) => networkOf(rule) ?? []);
  return ([4, 6] as const).some((family) => holdWorld(networks, family) !== false);
}

/** Of rules that add up to everywhere, those that none of the others contains. */
function outermost(rules: readonly EffectiveRule[]): readonly EffectiveRule[] {
  return rules.filter((rule) => {
    const own = networkOf(rule);
    return (
      own &&
      !rules.some((other) => {
        const outer = networkOf(other);
        return other !== rule && outer && networkContains(outer, own) && !networkContains(own, outer);
      })
    );
  });
}

/** Each word pair of a database and a user that the rules name, once. */
function pairsOf(rules: readonly HbaRule[]): readonly { database: HbaToken; user: HbaToken }[] {
  const pairs = rules.flatMap(({ databases, users }) =>
    databases.flatMap((database) => users.map((user) => ({ database, user }))),
  );
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}

/** Rules that let somebody into some database from every address of a family only together with others, and those others. */
export interface Everywhere {
  readonly together: ReadonlyMap<EffectiveRule, readonly EffectiveRule[]>;
  /** Rules whose masks have holes in so many ways that it could not be told. */
  readonly untold: ReadonlySet<EffectiveRule>;
}

/**
 * Accepting network rules that add up to everywhere for one database and user they all take, such as two halves. A rule that
 * is everywhere by itself is in no group but its own.
 */
export function addingUpToEverywhere(hba: EffectiveHba, members: Memberships): Everywhere {
  const together = new Map<EffectiveRule, readonly EffectiveRule[]>();
  const untold = new Set<EffectiveRule>();
  const accepting = hba.rules.filter(
    (rule) => rule.accepts && rule.remote && networkOf(rule) && !isEverywhere([rule]),
  );
  // Seldom do all rules together hold the world, and only then may those of one database and user.
  if (!isEverywhere(accepting)) return { together, untold };
  for (const { database, user } of pairsOf(accepting)) {
    const group = accepting.filter(
      (rule) =>
        rule.databases.some((token) => coversDatabase(token, database, hba.major)) &&
        takesUser(rule, user, hba.major, (role) => members.memberOf(role)),
    );
    for (const family of [4, 6] as const) {
      const own = group.filter((rule) => networkOf(rule)?.family === family);
      const held = holdWorld(
        own.flatMap((rule) => networkOf(rule) ?? []),
        family,
      );
      if (held === null) for (const rule of own) untold.add(rule);
      const outer = held === true ? outermost(own) : [];
      for (const rule of outer)
        if (!together.has(rule))
          together.set(
            rule,
            outer.filter((other) => other !== rule),
          );
    }
  }
  return { together, untold };
}
