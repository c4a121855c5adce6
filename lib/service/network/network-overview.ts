import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { type EffectiveRule, effectiveHba } from '../../engine/analysis/hba/effective-hba.ts';
import type { HbaFileError } from '../../engine/analysis/hba/hba-rule.ts';
import { networkContains, parseIpNetwork } from '../../engine/analysis/hba/ip-address.ts';
import { acceptedBefore } from '../../engine/controls/network/rejected-too-late.ts';
import type { Policy } from '../../engine/policy/policy.ts';

/** What becomes of a rule where it stands. */
export type RuleState = 'accepts' | 'rejects' | 'shadowed' | 'too-late' | 'inert';

/** A rule of `pg_hba.conf` with what it really does there. Plain data: safe to hand to any component. */
export interface RuleLine {
  readonly file: string | null;
  readonly line: number;
  readonly text: string;
  readonly method: string;
  readonly state: RuleState;
  /** The line that leaves it nothing, or lets in whom it means to shut out. */
  readonly because: { readonly file: string | null; readonly line: number; readonly text: string } | null;
  /** Why it is never matched, from the server. */
  readonly inert: string | null;
  readonly roles: readonly string[];
  readonly allRoles: boolean;
  readonly superusers: readonly string[];
  readonly from: 'socket' | 'this machine' | 'the network' | 'everywhere' | 'a host name';
  readonly plaintext: boolean;
  /** Zones of the policy it stays inside of; null where the policy names none or the rule stays on the machine. */
  readonly zones: readonly string[] | null;
  readonly undecidable: string | null;
  readonly ambiguous: string | null;
}

export interface NetworkOverview {
  readonly rules: readonly RuleLine[];
  readonly errors: readonly HbaFileError[];
  readonly defaultDeny: boolean;
  readonly loginRoles: number;
  /** The policy's trust zones with the accepting rules that stay in them; null where it names none. */
  readonly zones: readonly Zone[] | null;
  /** Accepting rules that take more than the zones, by position. */
  readonly outside: readonly RuleLine[];
}

export interface Zone {
  readonly id: string;
  readonly cidrs: readonly string[];
  readonly description: string | null;
  readonly rules: readonly RuleLine[];
}

function fromOf(rule: EffectiveRule): RuleLine['from'] {
  if (rule.address === null) return 'socket';
  if (rule.address.match === 'host-name') return 'a host name';
  if (rule.everywhere) return 'everywhere';
  return rule.remote ? 'the network' : 'this machine';
}

/** Zones that hold the whole of the rule's network. */
function zonesOf(rule: EffectiveRule, policy: Policy): readonly string[] | null {
  if (policy.boundaries === undefined || !rule.accepts || !rule.remote) return null;
  const own = rule.address?.match === 'network' ? rule.address.network : null;
  if (own === null) return [];
  const inside = (cidr: string) => {
    const network = parseIpNetwork(cidr);
    return network !== null && networkContains(network, own);
  };
  const exposures = policy.publicExposure === 'allowlisted' ? (policy.exposures ?? []) : [];
  return [
    ...policy.boundaries.filter((zone) => zone.cidrs.some(inside)).map((zone) => zone.id),
    ...exposures.filter((one) => inside(one.cidr)).map((one) => one.cidr),
  ];
}

/** Rules in file order with what they come to. Throws `UnreadSection`. */
export function networkOverview(facts: ClusterFacts, policy: Policy): NetworkOverview {
  const hba = effectiveHba(facts);
  const superusers = Map.groupBy(hba.superuserReach, ({ rule }) => rule);
  const rules = hba.rules.map((rule): RuleLine => {
    const late = acceptedBefore(facts, hba, rule);
    const because = rule.inert === null ? (late ?? rule.shadowedBy) : null;
    return {
      file: rule.file,
      line: rule.line,
      text: rule.text,
      method: rule.method,
      state: stateOf(rule, late !== null),
      because: because && {
        file: because.file,
        line: because.line,
        text: hba.rules.find((one) => one.line === because.line && one.file === because.file)?.text ?? '',
      },
      inert: rule.inert,
      roles: rule.matchesRoles,
      allRoles: rule.allUsers,
      superusers: (superusers.get(rule) ?? []).map(({ role }) => role),
      from: fromOf(rule),
      plaintext: rule.accepts && rule.remote && rule.plaintextPossible,
      zones: zonesOf(rule, policy),
      undecidable: rule.undecidable,
      ambiguous: rule.ambiguous,
    };
  });
  return {
    rules,
    errors: hba.errors,
    defaultDeny: hba.defaultDeny,
    loginRoles: facts.read('roles').filter((row) => row.login).length,
    zones:
      policy.boundaries?.map(({ id, cidrs, description }) => ({
        id,
        cidrs,
        description: description ?? null,
        rules: rules.filter((rule) => rule.zones?.includes(id)),
      })) ?? null,
    outside: rules.filter((rule) => rule.zones?.length === 0),
  };
}

function stateOf(rule: EffectiveRule, late: boolean): RuleState {
  if (rule.inert !== null) return 'inert';
  if (late) return 'too-late';
  if (rule.shadowedBy) return 'shadowed';
  return rule.method === 'reject' ? 'rejects' : 'accepts';
}
