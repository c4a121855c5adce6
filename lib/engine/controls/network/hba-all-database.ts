import type { HbaRule } from '../../analysis/hba/hba-rule.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, namesAsTokens, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';

/** Physical replication is no database: `all` does not take it, and a rule that names it beside goes on to. */
const replicationOf = (rule: HbaRule) =>
  rule.databases.filter(({ text, quoted }) => text === 'replication' && quoted !== true);

export const hbaAllDatabase = defineControl({
  id: 'hba-all-database',
  title: 'Network rules name their databases',
  area: 'network',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'over-privileged-application'],
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
    'A rule for all databases also opens those that were meant for somebody else, and every one that is created later.',
  caution:
    'The script names every database there is now, so that nobody loses access; narrow it to those the clients use, and remember the rule when a database is added.',
  check(cluster) {
    return judgeHba(cluster, (hba) => {
      const names = cluster
        .read('databases')
        .filter((one) => one.allowConnections && !one.template)
        .map((one) => one.name)
        .sort();
      const databases = namesAsTokens(names, hba.major);
      const open = hba.rules.filter((rule) => rule.accepts && rule.remote && rule.allDatabases);
      const undecided = open.filter((rule) => rule.ambiguous !== null);
      return {
        findings: open
          .filter((rule) => rule.ambiguous === null)
          .map((rule) => ({
            object: ruleObject(rule),
            title: `The rule "${rule.text}" is for all databases`,
            evidence: ruleEvidence(rule),
            remedy: databases
              ? {
                  changes: [
                    replaceRule(rule, [{ ...rule, databases: [...databases, ...replicationOf(rule)] }]),
                  ],
                }
              : {
                  manual:
                    'Name the databases in this rule that its clients use, then SELECT pg_reload_conf().',
                },
          })),
        undecided: undecided.map((rule) => ({
          object: ruleObject(rule),
          reason: `${rule.text}: ${rule.ambiguous}`,
        })),
      };
    });
  },
});
