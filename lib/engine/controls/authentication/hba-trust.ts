import { defineControl } from '../control.ts';
import { askForScram, certificateOf, hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';

export const hbaTrust = defineControl({
  id: 'hba-trust',
  title: 'No rule lets anybody in without proof',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'stolen-credentials', 'escalation-to-superuser'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.3' },
    { standard: 'CIS PostgreSQL 16', id: '5.4' },
    { standard: 'CIS PostgreSQL 17', id: '5.3' },
    { standard: 'CIS PostgreSQL 17', id: '5.4' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233515' },
    { standard: 'PCI DSS 4.0', id: '8.3.1' },
    { standard: 'NIST 800-53', id: 'IA-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'With trust whoever gets to the rule is whoever they say they are, superuser included; passwords and their expiry play no part.',
  caution:
    'A role without a password, or a client that does not send one, can no longer log in through this rule: set the passwords first.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        // With clientcert=verify-full it is the method cert by another name; hba-cert-clientcert speaks of verify-ca.
        .filter((rule) => rule.accepts && rule.method === 'trust' && certificateOf(rule) === null)
        .map((rule) => ({
          object: ruleObject(rule),
          title: rule.remote
            ? `The rule "${rule.text}" lets anybody from the network in without any proof`
            : `The rule "${rule.text}" lets anybody on this machine in without any proof`,
          evidence: { ...ruleEvidence(rule), remote: rule.remote },
          ...(rule.remote ? { severity: 'critical' as const } : {}),
          remedy: askForScram(cluster, rule, policy.connections?.authentication),
        })),
    }));
  },
});
