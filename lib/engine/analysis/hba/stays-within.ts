import type { ClusterFacts } from '../facts.ts';
import type { EffectiveHba, EffectiveRule } from './effective-hba.ts';
import type { IpNetwork } from './ip-address.ts';
import { membershipsOf, takersOfAll, takingsOf } from './rule-takers.ts';

/**
 * Whether every attempt that comes to the rule is from these networks: they hold all its addresses together, or earlier
 * rules take those outside. `false` also where that cannot be proven.
 */
export function staysWithin(
  facts: ClusterFacts,
  { major, rules }: EffectiveHba,
  rule: EffectiveRule,
  networks: readonly IpNetwork[],
): boolean {
  const takings = takingsOf(rules, rules.indexOf(rule), major);
  return takersOfAll(rules, takings, rule.users, major, membershipsOf(facts), networks) !== null;
}
