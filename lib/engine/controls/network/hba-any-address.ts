import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import type { HbaRule } from '../../analysis/hba/hba-rule.ts';
import { type IpNetwork, networkContains } from '../../analysis/hba/ip-address.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';
import { coverEverywhere } from './address-coverage.ts';
import { narrowToZones } from './narrow-to-zones.ts';

const networkOf = (rule: HbaRule): IpNetwork | null =>
  rule.address?.match === 'network' ? rule.address.network : null;

/** Rules for the same databases and users, whose addresses add up. */
const groupKey = (rule: EffectiveRule) => JSON.stringify([rule.databases, rule.users]);

/** Of rules that add up to everywhere, those that none of the others contains. */
function outermost(rules: readonly EffectiveRule[]): readonly EffectiveRule[] {
  return rules.filter((rule) => {
    const own = networkOf(rule);
    return (
      own &&
      !rules.some((other) => {
        const outer = networkOf(other);
        return other !== rule && outer && networkContains(outer, own) && !networkContains(own, outer);
      })
    );
  });
}

function isAlone(rule: EffectiveRule): boolean {
  const own = networkOf(rule);
  return rule.everywhere || (own !== null && coverEverywhere([own], own.family));
}

function addingUp(rules: readonly EffectiveRule[]): ReadonlySet<EffectiveRule> {
  const groups = Map.groupBy(rules, groupKey);
  const found = [...groups.values()].flatMap((group) =>
    ([4, 6] as const).flatMap((family) => {
      const own = group.filter((rule) => networkOf(rule)?.family === family);
      const networks = own.flatMap((rule) => networkOf(rule) ?? []);
      return coverEverywhere(networks, family) ? outermost(own) : [];
    }),
  );
  return new Set(found);
}

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
  ],
  rationale:
    'A rule for every address leaves the database as reachable as the network in front of it happens to be. Two rules that halve the address space do the same as one.',
  caution: 'Clients from networks that are not listed can no longer connect.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => {
      const accepting = hba.rules.filter((rule) => rule.accepts && rule.remote);
      const together = addingUp(accepting);
      return {
        findings: accepting
          .filter((rule) => rule.everywhere || together.has(rule))
          .map((rule) => ({
            object: ruleObject(rule),
            title: isAlone(rule)
              ? `The rule "${rule.text}" accepts connections from every address`
              : `The rule "${rule.text}" accepts, together with others, connections from every address`,
            evidence: {
              ...ruleEvidence(rule),
              alone: isAlone(rule),
              withoutEncryption: rule.plaintextPossible,
            },
            remedy: narrowToZones(rule, policy),
          })),
      };
    });
  },
});
