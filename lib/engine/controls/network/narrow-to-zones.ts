import type { HbaRule } from '../../analysis/hba/hba-rule.ts';
import { type IpNetwork, networkContains, parseIpNetwork } from '../../analysis/hba/ip-address.ts';
import type { Remedy } from '../../model/change.ts';
import type { Policy } from '../../policy/policy.ts';
import { replaceRule } from '../hba-finding.ts';

/** The rule once for each trust zone of the policy that lies within its addresses; words where there is none. */
export function narrowToZones(rule: HbaRule, policy: Policy): Remedy {
  const own = rule.address?.match === 'network' ? rule.address.network : null;
  const zones = (policy.boundaries ?? []).flatMap((boundary) => boundary.cidrs.map(parseIpNetwork));
  const inside = zones.filter(
    (zone): zone is IpNetwork => zone !== null && (own === null || networkContains(own, zone)),
  );
  if (inside.length === 0) {
    return {
      manual:
        'Replace this rule by one for each network its clients really come from, with the databases and users named, then SELECT pg_reload_conf().',
    };
  }
  return {
    changes: [
      replaceRule(
        rule,
        inside.map((network) => ({ ...rule, address: { match: 'network', network } })),
      ),
    ],
  };
}
