import type { ClusterFacts } from '../../analysis/facts.ts';
import { type EffectiveRule, effectiveHba } from '../../analysis/hba/effective-hba.ts';
import { type EffectiveIdentRule, effectiveIdent } from '../../analysis/hba/effective-ident.ts';
import { whyNotInForce } from '../../analysis/hba/rules-in-force.ts';
import type { Evidence } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { CheckResult, OtherWay } from '../control.ts';
import { type HbaJudgement, hbaNeeds, judgeHba } from '../hba-finding.ts';

export const identNeeds = ['ident-mappings', ...hbaNeeds] as const;

/** A line of `pg_ident.conf` that some accepting rule of `pg_hba.conf` goes by. */
export interface UsedMapping {
  readonly mapping: EffectiveIdentRule;
  readonly rules: readonly EffectiveRule[];
}

export const mappingObject = (mapping: EffectiveIdentRule): ObjectRef => ({
  kind: 'ident-mapping',
  rule: mapping.text,
});

export const mappingEvidence = ({ mapping, rules }: UsedMapping): Evidence => ({
  file: mapping.file,
  line: mapping.line,
  map: mapping.map,
  usedBy: rules.map((rule) => rule.text),
});

const usesMap = (rule: EffectiveRule) => rule.accepts && rule.options.some((option) => option.name === 'map');

/** Where the maps cannot be read (PostgreSQL 14 shows them nowhere): they decide nothing as long as no rule goes by one. */
export const withoutMaps: OtherWay = {
  needs: hbaNeeds,
  check(facts) {
    if (effectiveHba(facts).rules.some(usesMap)) return null;
    const result = judgeHba(facts, () => ({ findings: [] }));
    return result.outcome === 'judged' ? result : null;
  },
};

/** Judges the lines in use; a file the server would refuse says nothing about what it goes by. */
export function judgeMappings(
  facts: ClusterFacts,
  judge: (used: readonly UsedMapping[]) => HbaJudgement,
): CheckResult {
  const ident = effectiveIdent(facts);
  const notInForce = whyNotInForce(ident.errors, 'pg_ident.conf');
  if (notInForce !== null) return { outcome: 'unknown', reason: notInForce };
  const accepting = effectiveHba(facts).rules.filter((rule) => rule.accepts);
  const users = (map: string) =>
    accepting.filter((rule) => rule.options.some((option) => option.name === 'map' && option.value === map));
  return judgeHba(facts, () =>
    judge(
      ident.rules
        .map((mapping) => ({ mapping, rules: users(mapping.map ?? '') }))
        .filter((one) => one.rules.length > 0),
    ),
  );
}
