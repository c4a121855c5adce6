import { defineControl } from '../control.ts';
import { askForScram, hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';

export const hbaMd5 = defineControl({
  id: 'hba-md5',
  title: 'No rule accepts md5',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds],
  threats: ['stolen-credentials', 'credential-guessing', 'eavesdropping'],
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
    'For a password stored as md5 this method runs an exchange that the stored hash alone can answer and a listener can guess from. For a SCRAM verifier it runs SCRAM, so it can be tightened once all are migrated.',
  caution:
    'With scram-sha-256 a role whose password is stored as md5 can no longer log in through this rule.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.accepts && rule.method === 'md5')
        .map((rule) => ({
          object: ruleObject(rule),
          title: `The rule "${rule.text}" accepts the md5 method`,
          evidence: ruleEvidence(rule),
          remedy: askForScram(cluster, rule, policy.connections?.authentication),
        })),
    }));
  },
});
