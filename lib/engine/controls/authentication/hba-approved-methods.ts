import type { HbaRule } from '../../analysis/hba/hba-rule.ts';
import { defineControl } from '../control.ts';
import { askForScram, certificateOf, hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';

/** Methods that scram-sha-256 can take the place of without anything else being set up. */
const replaceable = new Set(['trust', 'password', 'md5', 'ident']);

/** What the rule goes by: trust with a certificate that names the role is the method cert (documentation 20.12). */
const proofOf = (rule: HbaRule) =>
  rule.method === 'trust' && certificateOf(rule) === 'verify-full' ? 'cert' : rule.method;

export const hbaApprovedMethods = defineControl({
  id: 'hba-approved-methods',
  title: 'Network rules use the approved authentication methods only',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds],
  threats: ['stolen-credentials', 'credential-guessing'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233515' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233520' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233612' },
    { standard: 'PCI DSS 4.0', id: '8.3.1' },
    { standard: 'NIST 800-53', id: 'IA-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'The architecture names how clients prove who they are; a rule with another method is a door beside the one that is watched.',
  caution: 'Clients that use the other method need the new credentials before the rule changes.',
  check(cluster, policy) {
    const approved = policy.connections?.authentication;
    if (approved === undefined) {
      return {
        outcome: 'unknown',
        reason: 'the policy names no approved authentication methods',
        decision: 'connections',
      };
    }
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.accepts && rule.type !== 'local' && !approved.includes(proofOf(rule)))
        .map((rule) => ({
          object: ruleObject(rule),
          title: `The rule "${rule.text}" uses the method ${rule.method}, which the policy does not approve`,
          evidence: { ...ruleEvidence(rule), approved },
          remedy: replaceable.has(rule.method)
            ? askForScram(cluster, rule, approved)
            : {
                manual: `Move the clients of this rule to a method the policy approves (${approved.join(', ')}), then change or remove the rule.`,
              },
        })),
    }));
  },
});
