import { defineControl } from '../control.ts';
import { askForScram, hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';

export const hbaIdent = defineControl({
  id: 'hba-ident',
  title: 'No network rule believes the client about who it is',
  area: 'authentication',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['stolen-credentials', 'network-reach'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.4' },
    { standard: 'CIS PostgreSQL 17', id: '5.4' },
    { standard: 'NIST 800-53', id: 'IA-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'Over the network ident asks the client machine which account is calling: whoever runs that machine answers as they like.',
  caution: 'Roles that logged in by their account name need a password first.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.accepts && rule.method === 'ident')
        .map((rule) => ({
          object: ruleObject(rule),
          title: `The rule "${rule.text}" lets the client machine say who is calling (ident)`,
          evidence: { ...ruleEvidence(rule), remote: rule.remote },
          ...(rule.remote ? {} : { severity: 'medium' as const }),
          remedy: askForScram(cluster, rule, policy.connections?.authentication),
        })),
    }));
  },
});
