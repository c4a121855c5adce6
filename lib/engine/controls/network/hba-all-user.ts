import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, namesAsTokens, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';

/** Those are for roles with REPLICATION only, and hba-replication-scope judges them. */
const isReplicationOnly = (rule: EffectiveRule) =>
  rule.databases.every((token) => token.text === 'replication');

export const hbaAllUser = defineControl({
  id: 'hba-all-user',
  title: 'Network rules name their users',
  area: 'network',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'credential-guessing', 'stale-credentials'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'PCI DSS 4.0', id: '1.3.1' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A rule for all users is a login prompt for every role there is or will be: administrators, forgotten accounts and the next one somebody creates.',
  caution:
    'The script names every role that can come to the rule now, so that nobody loses access; narrow it, or use a group (+role), and remember the rule when a role is added.',
  check(cluster) {
    return judgeHba(cluster, (hba) => {
      const open = hba.rules.filter(
        (rule) => rule.accepts && rule.remote && rule.allUsers && !isReplicationOnly(rule),
      );
      return {
        findings: open
          .filter((rule) => rule.ambiguous === null)
          .map((rule) => {
            const users = namesAsTokens(rule.matchesRoles, hba.major);
            return {
              object: ruleObject(rule),
              title: `The rule "${rule.text}" is for all users`,
              evidence: ruleEvidence(rule),
              remedy: users
                ? { changes: [replaceRule(rule, [{ ...rule, users }])] }
                : {
                    manual:
                      'Name the users in this rule, or a group of them (+role), then SELECT pg_reload_conf().',
                  },
            };
          }),
        undecided: open
          .filter((rule) => rule.ambiguous !== null)
          .map((rule) => ({ object: ruleObject(rule), reason: `${rule.text}: ${rule.ambiguous}` })),
      };
    });
  },
});
