import type { ClusterFacts } from '../../analysis/facts.ts';
import { partsOf, takesPart, takesUser } from '../../analysis/hba/coverage.ts';
import type { EffectiveHba, EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import { roleGraph } from '../../analysis/role-graph.ts';

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
  const graph = roleGraph(facts);
  const earlier = hba.rules.slice(0, hba.rules.indexOf(rule));
  const parts = partsOf(rule);
  const takers = parts.map((part) =>
    rule.users.map(
      (user) =>
        earlier.find(
          (one) =>
            takesPart(one, part, hba.major) &&
            takesUser(one, user, hba.major, (role) => graph.memberOf(role)),
        ) ?? null,
    ),
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
  const first = whole.flat().flatMap((at) => takers[at] ?? []);
  return first.find((taker) => taker !== null && taker.method !== 'reject') ?? null;
}
