import { defineControl } from '../control.ts';
import {
  certificateOf,
  hbaNeeds,
  judgeHba,
  namesAsTokens,
  replaceRule,
  ruleEvidence,
  ruleObject,
} from '../hba-finding.ts';
import { isProviderRole } from '../roles/system-role.ts';

export const hbaSuperuserRemote = defineControl({
  id: 'hba-superuser-remote',
  title: 'No superuser can log in over the network',
  area: 'network',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'stolen-credentials', 'escalation-to-superuser'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-17' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A superuser password that works from the network is worth the whole cluster and the machine under it. Rules for all users let superusers in without naming them.',
  caution:
    'Administrators must come by the local socket or a role that may SET ROLE; keep such a way open before the rule changes.',
  check(cluster) {
    return judgeHba(cluster, (hba) => {
      const reached = hba.superuserReach.filter(
        ({ rule, role }) => rule.remote && !isProviderRole(cluster.inventory.substrate, role),
      );
      return {
        findings: [...Map.groupBy(reached, ({ rule }) => rule)].map(([rule, entries]) => {
          const superusers = entries.map(({ role }) => role);
          const users = namesAsTokens(superusers, hba.major);
          return {
            object: ruleObject(rule),
            title: `The rule "${rule.text}" lets ${superusers.length === 1 ? `the superuser ${superusers[0]}` : `${superusers.length} superusers`} log in from the network`,
            evidence: { ...ruleEvidence(rule), superusers },
            ...(rule.everywhere || (rule.method === 'trust' && certificateOf(rule) === null)
              ? { severity: 'critical' as const }
              : {}),
            remedy: users
              ? { changes: [replaceRule(rule, [{ ...rule, users, method: 'reject', options: [] }, rule])] }
              : {
                  manual:
                    'Put a rule with the method reject for the superusers in front of this one, then SELECT pg_reload_conf().',
                },
          };
        }),
      };
    });
  },
});
