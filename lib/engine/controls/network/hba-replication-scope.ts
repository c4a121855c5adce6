import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import type { Remedy } from '../../model/change.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, namesAsTokens, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';

const isReplication = (rule: EffectiveRule) =>
  rule.databases.some((token) => token.text === 'replication' && token.quoted !== true);

function remedyFor(rule: EffectiveRule, replicators: readonly string[], major: number): Remedy {
  const users = namesAsTokens(replicators, major);
  if (rule.everywhere || !users) {
    return {
      manual:
        'Write one rule for the replication role and the address of each standby or backup host, and remove this one; then SELECT pg_reload_conf().',
    };
  }
  // What the rule is for beside replication stays as it is.
  const others = rule.databases.filter((token) => token.text !== 'replication');
  const scoped = {
    ...rule,
    users,
    databases: rule.databases.filter((token) => token.text === 'replication'),
  };
  return {
    changes: [replaceRule(rule, others.length === 0 ? [scoped] : [scoped, { ...rule, databases: others }])],
  };
}

export const hbaReplicationScope = defineControl({
  id: 'hba-replication-scope',
  title: 'Replication rules name their role and their hosts',
  area: 'network',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'backup-theft'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233515' },
    { standard: 'PCI DSS 4.0', id: '1.3.1' },
    { standard: 'NIST 800-53', id: 'SC-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.20' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'Whoever may replicate takes a copy of everything, past every grant and row policy: such a rule is a backup for whoever gets through it.',
  caution:
    'A standby or backup tool under a role that is not named stops replicating; WAL it has a slot for then piles up.',
  check(cluster) {
    return judgeHba(cluster, (hba) => {
      const may = new Set(
        cluster
          .read('roles')
          .filter((role) => role.replication && !role.superuser)
          .map((role) => role.name),
      );
      const rules = hba.rules.filter(
        (rule) => rule.accepts && rule.remote && isReplication(rule) && (rule.everywhere || rule.allUsers),
      );
      return {
        findings: rules.map((rule) => ({
          object: ruleObject(rule),
          title: rule.everywhere
            ? `The rule "${rule.text}" lets replication in from every address`
            : `The rule "${rule.text}" lets any role with REPLICATION replicate`,
          evidence: ruleEvidence(rule),
          remedy: remedyFor(
            rule,
            rule.matchesRoles.filter((role) => may.has(role)),
            hba.major,
          ),
        })),
      };
    });
  },
});
