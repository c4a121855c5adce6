import { addingUpToEverywhere, isEverywhere } from '../../analysis/hba/everywhere.ts';
import { membershipsOf } from '../../analysis/hba/rule-takers.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';
import { narrowToZones } from './narrow-to-zones.ts';

export const hbaAnyAddress = defineControl({
  id: 'hba-any-address',
  title: 'No rule accepts connections from every address',
  area: 'network',
  scope: 'cluster',
  severity: 'high',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'credential-guessing'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'PCI DSS 4.0', id: '1.3.1' },
    { standard: 'NIST 800-53', id: 'SC-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.20' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A rule for every address leaves the database as reachable as the network in front of it happens to be. Two rules that halve the address space do the same as one.',
  caution: 'Clients from networks that are not listed can no longer connect.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => {
      const accepting = hba.rules.filter((rule) => rule.accepts && rule.remote);
      const { together, untold } = addingUpToEverywhere(hba, membershipsOf(cluster));
      return {
        findings: accepting
          .filter((rule) => isEverywhere([rule]) || together.has(rule))
          .map((rule) => ({
            object: ruleObject(rule),
            title: isEverywhere([rule])
              ? `The rule "${rule.text}" accepts connections from every address`
              : `The rule "${rule.text}" accepts, together with others, connections from every address`,
            evidence: {
              ...ruleEvidence(rule),
              alone: isEverywhere([rule]),
              withoutEncryption: rule.plaintextPossible,
            },
            remedy: narrowToZones(rule, policy),
          })),
        undecided: [...untold].map((rule) => ({
          object: ruleObject(rule),
          reason: `${rule.text}: whether it adds up to every address with other rules whose masks have holes`,
        })),
      };
    });
  },
});
