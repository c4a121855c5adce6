import { defineControl } from '../control.ts';
import { askForScram, hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';

export const hbaPasswordPlaintext = defineControl({
  id: 'hba-password-plaintext',
  title: 'No rule asks for the password in plain text',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['eavesdropping', 'server-impersonation', 'stolen-credentials'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.4' },
    { standard: 'CIS PostgreSQL 17', id: '5.4' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233519' },
    { standard: 'PCI DSS 4.0', id: '8.3.2' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'The method password hands the password itself to whoever answers: to a listener where there is no TLS, and to a false server even with it.',
  caution: 'Roles whose password is stored as md5 cannot log in with scram-sha-256: migrate those first.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.accepts && rule.method === 'password')
        .map((rule) => ({
          object: ruleObject(rule),
          title: rule.plaintextPossible
            ? `The rule "${rule.text}" asks for the password in plain text over connections without TLS`
            : `The rule "${rule.text}" asks for the password itself instead of a proof of it`,
          evidence: { ...ruleEvidence(rule), withoutTls: rule.plaintextPossible },
          ...(rule.plaintextPossible && rule.remote ? {} : { severity: 'medium' as const }),
          remedy: askForScram(cluster, rule, policy.connections?.authentication),
        })),
    }));
  },
});
