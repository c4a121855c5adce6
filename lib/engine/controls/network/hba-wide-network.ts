import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';
import { narrowToZones } from './narrow-to-zones.ts';

/** Free bits a client network may have: 65,536 addresses of IPv4; one site (`/48`) of IPv6. */
const widest = { 4: 16, 6: 80 } as const;

function isWide(rule: EffectiveRule): boolean {
  if (rule.address?.match !== 'network' || rule.everywhere || rule.addressWidth === null) return false;
  return rule.addressWidth > widest[rule.address.network.family];
}

export const hbaWideNetwork = defineControl({
  id: 'hba-wide-network',
  title: 'Rules are for networks of a size somebody can oversee',
  area: 'network',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds],
  threats: ['network-reach'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'PCI DSS 4.0', id: '1.3.1' },
    { standard: 'NIST 800-53', id: 'SC-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.22' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A rule for a whole private range lets in every machine of the company, the visitors and the next acquisition with it, where a handful of servers need the database.',
  caution: 'Clients from the rest of the range can no longer connect.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.accepts && rule.remote && isWide(rule))
        .map((rule) => ({
          object: ruleObject(rule),
          title: `The rule "${rule.text}" accepts connections from more than 65,536 addresses`,
          evidence: { ...ruleEvidence(rule), freeBits: rule.addressWidth },
          remedy: narrowToZones(rule, policy),
        })),
    }));
  },
});
