import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';

export const hbaCertClientcert = defineControl({
  id: 'hba-cert-clientcert',
  title: 'A client certificate must name the role that logs in',
  area: 'authentication',
  scope: 'cluster',
  severity: 'low',
  needs: [...hbaNeeds],
  threats: ['stolen-credentials'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233577' },
    { standard: 'NIST 800-53', id: 'IA-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '20.1' },
  ],
  rationale:
    'With clientcert=verify-ca any certificate of the authority will do, for any role whose password is known, and with the method trust for any role at all. verify-full asks that the certificate names the very role.',
  caution: 'Clients that share one certificate for several roles need one each, or an ident map.',
  check(cluster) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules.flatMap((rule) => {
        const option = rule.options.find((one) => one.name === 'clientcert');
        // The method cert is verify-full by itself, whatever is written.
        if (!rule.accepts || rule.method === 'cert' || option?.value !== 'verify-ca') return [];
        const options = rule.options.map((one) =>
          one.name === 'clientcert' ? { ...one, value: 'verify-full' } : one,
        );
        return [
          {
            object: ruleObject(rule),
            title:
              rule.method === 'trust'
                ? `The rule "${rule.text}" takes any certificate of the authority as proof of being any role`
                : `The rule "${rule.text}" takes any certificate of the authority for any role`,
            evidence: ruleEvidence(rule),
            ...(rule.method === 'trust' ? { severity: 'high' as const } : {}),
            remedy: { changes: [replaceRule(rule, [{ ...rule, options }])] },
          },
        ];
      }),
    }));
  },
});
