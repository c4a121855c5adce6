import type { ClusterFacts } from './facts.ts';
import { decide } from './hba/decide.ts';
import type { HbaDecision, HbaRule } from './hba/hba-rule.ts';
import { rulesFromInventory } from './hba/rules-from-inventory.ts';
import { memo } from './memo.ts';
import { type AttemptSet, attemptSets } from './reach-attempts.ts';
import { alike } from './reach-groups.ts';

/** A set of attempts that the rules treat alike, and that get past them (or may: `undecidable`). */
export interface Reach extends Omit<AttemptSet, 'request' | 'files'> {
  readonly decision: 'method' | 'undecidable';
  readonly method: string | null;
  readonly options: HbaDecision['options'];
  readonly rule: HbaRule | null;
}

/** Answers of one place, gathered: first the databases one group of roles reaches alike, then the groups that reach the same. */
function gathered(answers: readonly Reach[], position: (rule: HbaRule | null) => number): Reach[] {
  const key = (one: Reach) => [one.decision, position(one.rule), one.replication];
  const byRoles = alike(answers, (one) => JSON.stringify([key(one), one.roles])).flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, databases: group.flatMap((one) => one.databases).sort() }] : [];
  });
  return alike(byRoles, (one) => JSON.stringify([key(one), one.databases])).flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, roles: group.flatMap((one) => one.roles).sort() }] : [];
  });
}

/**
 * Who can reach which database from where, by which method and with or without TLS: the first matching rule decides.
 * CONNECT, passwords and certificates come after that. Nobody, where the file has errors: what the server applies is
 * then unknown, and `rulesFromInventory(facts).errors` says so. Reads `hba-rules`, `roles`, `memberships`, `databases`. Throws
 * `UnreadSection` without them, and where there are too many to be compared.
 */
export const reach = memo((facts: ClusterFacts): readonly Reach[] => {
  const rules = rulesFromInventory(facts);
  if (rules.errors.length > 0) return [];
  const positions = new Map(rules.rules.map((rule, at) => [rule, at]));
  const byPlace = Map.groupBy(attemptSets(facts, [rules]), ({ origin, tls }) =>
    JSON.stringify([origin, tls]),
  );
  return [...byPlace.values()].flatMap((attempts) => {
    const answers = attempts.flatMap(({ request, files: [here], ...attempt }): Reach[] => {
      const { decision, method, options, rule } = decide(here ?? rules, request);
      if (decision !== 'method' && decision !== 'undecidable') return [];
      return [{ ...attempt, decision, method, options, rule }];
    });
    return gathered(answers, (rule) => (rule ? (positions.get(rule) ?? -1) : -1));
  });
});
