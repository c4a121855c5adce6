import type { ClusterFacts } from '../facts.ts';
import { effectiveIdent } from './effective-ident.ts';
import type { HbaDecision, HbaRequest } from './hba-rule.ts';
import { namesRole } from './ident-names.ts';
import type { IdentRule, IdentRules } from './parse-ident-file.ts';
import { whyNotInForce } from './rules-in-force.ts';

interface MapChange {
  readonly outcome: 'refused' | 'undecidable';
  readonly reason: string;
}

const linesOf = (rules: readonly IdentRule[], map: string) =>
  rules
    .filter((rule) => rule.map === map)
    .map(({ systemUser, databaseUser }) => JSON.stringify([systemUser.text, databaseUser.text]));

/** The lines of that map today; null where they were not read or are not in force. */
function today(facts: ClusterFacts, map: string): readonly string[] | null {
  if ('gap' in facts.inventory.cluster['ident-mappings']) return null;
  const { rules, errors } = effectiveIdent(facts);
  return errors.length > 0 ? null : linesOf(rules, map);
}

/**
 * What changed maps do to somebody whom the rules send through one: refused where no line of it is for that role; unknown
 * where the lines differ from those of today, because nobody shows which outside name a session came by. Null: nothing.
 */
export function mapChange(
  facts: ClusterFacts,
  candidate: IdentRules | null,
  after: HbaDecision,
  attempt: HbaRequest,
): MapChange | null {
  const map = after.options.map ?? '';
  if (candidate === null || map === '') return null;
  const notInForce = whyNotInForce(candidate.errors, 'the changed pg_ident.conf');
  if (notInForce !== null) return { outcome: 'undecidable', reason: notInForce };
  const own = candidate.rules.filter((rule) => rule.map === map);
  if (own.every((rule) => namesRole(rule, attempt, candidate.major) === 'no'))
    return { outcome: 'refused', reason: `no line of map ${JSON.stringify(map)} is for this role` };
  const before = today(facts, map);
  const same = before !== null && JSON.stringify(before) === JSON.stringify(linesOf(own, map));
  return same
    ? null
    : {
        outcome: 'undecidable',
        reason: `map ${JSON.stringify(map)} is another than today, or today's was not read; which outside name it came by is not shown`,
      };
}
