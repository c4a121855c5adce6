import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';
import { acceptedBefore } from './rejected-too-late.ts';

export const hbaRejectAfterAccept = defineControl({
  id: 'hba-reject-after-accept',
  title: 'No reject rule comes after the rule that lets in',
  area: 'network',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'stolen-credentials'],
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
    'The first rule that matches decides. A reject further down reads as if somebody were shut out, while the rule above lets them in.',
  caution: 'Whoever the rule names is shut out from then on, as it says.',
  check(cluster) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules.flatMap((rule) => {
        const accepting = acceptedBefore(cluster, hba, rule);
        if (!accepting) return [];
        const { file } = rule;
        return [
          {
            object: ruleObject(rule),
            title: `The rule "${rule.text}" has no effect, since an earlier rule accepts`,
            evidence: { ...ruleEvidence(rule), acceptedBy: accepting.text, acceptedByLine: accepting.line },
            remedy: {
              changes: [
                {
                  do: 'edit-hba' as const,
                  edits: [
                    {
                      file: accepting.file,
                      line: accepting.line,
                      before: accepting.text,
                      after: `${rule.text}\n${accepting.text}`,
                    },
                    { file, line: rule.line, before: rule.text, after: null },
                  ],
                },
              ],
            },
          },
        ];
      }),
    }));
  },
});
