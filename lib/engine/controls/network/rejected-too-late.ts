import type { ClusterFacts } from '../../analysis/facts.ts';
import type { EffectiveHba, EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import { membershipsOf, takersFor, takingsOf } from '../../analysis/hba/rule-takers.ts';

/**
 * The accepting rule that takes away what this reject rule was written for: of one whole address family (or all of a
 * `local` rule) everything is taken by earlier rules, an accepting one among them. Null where the rule still stops
 * somebody there, as the reject at the end of a file does. A rule for all users and all databases counts only when
 * nothing at all is left to it.
 */
export function acceptedBefore(
  facts: ClusterFacts,
  hba: EffectiveHba,
  rule: EffectiveRule,
): EffectiveRule | null {
  if (rule.method !== 'reject' || rule.inert !== null) return null;
  const takings = takingsOf(hba.rules, hba.rules.indexOf(rule), hba.major);
  const members = membershipsOf(facts);
  const parts = takings.map(({ part }) => part);
  const takers = takings.map((taking) =>
    rule.users.map((user) => takersFor(hba.rules, taking, user, hba.major, members)),
  );
  const families = Map.groupBy(parts.keys(), (at) => {
    const address = parts[at]?.address;
    return address?.match === 'network' ? address.network.family : 0;
  });
  const whole = [...families.values()].filter((positions) =>
    positions.every((at) => takers[at]?.every((taker) => taker !== null)),
  );
  const specific = !(rule.allUsers && rule.allDatabases);
  if (whole.length === 0 || (!specific && whole.length < families.size)) return null;
  const found = whole.flat().flatMap((at) => (takers[at] ?? []).flatMap((positions) => positions ?? []));
  const earliestFirst = [...new Set(found)].sort((a, b) => a - b).flatMap((at) => hba.rules[at] ?? []);
  return earliestFirst.find((one) => one.method !== 'reject') ?? null;
}
