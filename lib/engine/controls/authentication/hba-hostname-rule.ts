import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';

export const hbaHostnameRule = defineControl({
  id: 'hba-hostname-rule',
  title: 'No rule admits by host name',
  area: 'authentication',
  scope: 'cluster',
  severity: 'low',
  needs: [...hbaNeeds],
  threats: ['network-reach', 'resource-exhaustion'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'NIST 800-53', id: 'SC-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.20' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '20.1' },
  ],
  rationale:
    'A rule with a host name asks the name server of the client’s own address who it is, and believes it when the forward lookup agrees. Whoever runs either answers, and every connection waits for both.',
  caution: 'A client whose address changes must be moved to a network of its own.',
  check(cluster) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules.flatMap((rule) => {
        if (!rule.accepts || rule.address?.match !== 'host-name') return [];
        return [
          {
            object: ruleObject(rule),
            title: `The rule "${rule.text}" admits whatever address a name server gives for ${rule.address.name}`,
            evidence: { ...ruleEvidence(rule), hostName: rule.address.name },
            remedy: {
              manual: 'Replace the name with the address or network of the client in CIDR form, and reload.',
            },
          },
        ];
      }),
    }));
  },
});
