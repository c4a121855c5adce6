import { canonicalRule } from '../../analysis/hba/canonical-rule.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';
import { acceptedBefore } from './rejected-too-late.ts';

export const hbaShadowedRule = defineControl({
  id: 'hba-shadowed-rule',
  title: 'Every rule can still match something',
  area: 'network',
  scope: 'cluster',
  severity: 'low',
  needs: [...hbaNeeds],
  threats: ['network-reach'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'PCI DSS 4.0', id: '1.3.1' },
    { standard: 'NIST 800-53', id: 'CM-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A rule that earlier ones leave nothing to was written for something that does not happen: a stricter method that is never asked for, a client that comes in by another door.',
  caution: 'Removing it changes nothing now; where it was meant to be stricter, move it up instead.',
  check(cluster) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.shadowedBy !== null && acceptedBefore(cluster, hba, rule) === null)
        .map((rule) => ({
          object: ruleObject(rule),
          title: `The rule "${rule.text}" never decides: earlier rules take everything it is for`,
          evidence: {
            ...ruleEvidence(rule),
            shadowedByLine: rule.shadowedBy?.line ?? null,
            shadowedByMethod: rule.shadowedBy?.method ?? null,
            ...(rule.shadowedTogether.length > 1
              ? { shadowedTogether: rule.shadowedTogether.slice(0, 20).map((one) => canonicalRule(one)) }
              : {}),
          },
          remedy: { changes: [replaceRule(rule, [])] },
        })),
    }));
  },
});
