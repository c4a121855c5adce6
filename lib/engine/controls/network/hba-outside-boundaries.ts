import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import {
  formatIpNetwork,
  type IpNetwork,
  networkContains,
  parseIpNetwork,
} from '../../analysis/hba/ip-address.ts';
import { staysWithin } from '../../analysis/hba/stays-within.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, replaceRule, ruleEvidence, ruleObject } from '../hba-finding.ts';

/** Networks the policy lets clients come from: the trust zones, and listed exposures where it allows any. */
function allowedNetworks(
  policy: Policy,
): readonly { readonly text: string; readonly network: IpNetwork | null }[] {
  const exposures =
    policy.publicExposure === 'allowlisted' ? (policy.exposures ?? []).map((one) => one.cidr) : [];
  const texts = [...(policy.boundaries ?? []).flatMap((boundary) => boundary.cidrs), ...exposures];
  return texts.map((text) => ({ text, network: parseIpNetwork(text) }));
}

function finding(rule: EffectiveRule, own: IpNetwork | null, allowed: readonly IpNetwork[]): FindingDraft {
  const inside = allowed.filter((one) => own === null || networkContains(own, one));
  return {
    object: ruleObject(rule),
    title:
      inside.length > 0
        ? `The rule "${rule.text}" accepts connections from more than the trust zones of the policy`
        : `The rule "${rule.text}" accepts connections from outside the trust zones of the policy`,
    evidence: { ...ruleEvidence(rule), zones: allowed.map(formatIpNetwork) },
    remedy: {
      changes: [
        replaceRule(
          rule,
          inside.map((network) => ({ ...rule, address: { match: 'network', network } })),
        ),
      ],
    },
  };
}

export const hbaOutsideBoundaries = defineControl({
  id: 'hba-outside-boundaries',
  title: 'Rules accept connections from the trust zones only',
  area: 'network',
  scope: 'cluster',
  severity: 'high',
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
    'The architecture says where clients are; a rule that accepts others is a way in that nobody watches.',
  caution:
    'Whoever connects from outside the zones, by mistake or for a reason nobody wrote down, is cut off.',
  check(cluster, policy) {
    if (policy.boundaries === undefined) {
      return { outcome: 'unknown', reason: 'the policy names no trust zones', decision: 'boundaries' };
    }
    const allowed = allowedNetworks(policy);
    const unreadable = allowed.filter((one) => one.network === null).map((one) => one.text);
    if (unreadable.length > 0) {
      return {
        outcome: 'unknown',
        reason: `the policy names networks that are none: ${unreadable.join(', ')}`,
        decision: 'boundaries',
      };
    }
    const networks = allowed.flatMap((one) => one.network ?? []);
    return judgeHba(cluster, (hba) => {
      const findings: FindingDraft[] = [];
      const undecided: { object: ObjectRef; reason: string }[] = [];
      for (const rule of hba.rules.filter((one) => one.accepts && one.remote)) {
        const own = rule.address?.match === 'network' ? rule.address.network : null;
        if (rule.address?.match === 'host-name' || rule.address?.match === 'samenet') {
          undecided.push({
            object: ruleObject(rule),
            reason: `${rule.text}: ${rule.undecidable ?? 'its addresses are not known'}`,
          });
        } else if (!staysWithin(cluster, hba, rule, networks)) findings.push(finding(rule, own, networks));
      }
      return { findings, undecided };
    });
  },
});
