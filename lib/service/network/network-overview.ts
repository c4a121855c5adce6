import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { canonicalRule } from '../../engine/analysis/hba/canonical-rule.ts';
import {
  type EffectiveHba,
  type EffectiveRule,
  effectiveHba,
} from '../../engine/analysis/hba/effective-hba.ts';
import { addingUpToEverywhere, networkOf } from '../../engine/analysis/hba/everywhere.ts';
import type { HbaFileError, HbaRule } from '../../engine/analysis/hba/hba-rule.ts';
import { type IpNetwork, networksOverlap, parseIpNetwork } from '../../engine/analysis/hba/ip-address.ts';
import { membershipsOf } from '../../engine/analysis/hba/rule-takers.ts';
import { staysWithin } from '../../engine/analysis/hba/stays-within.ts';
import { acceptedBefore } from '../../engine/controls/network/rejected-too-late.ts';
import type { Policy } from '../../engine/policy/policy.ts';

/** What becomes of a rule where it stands. */
export type RuleState = 'accepts' | 'rejects' | 'shadowed' | 'too-late' | 'inert';

export interface RuleReference {
  readonly file: string | null;
  readonly line: number;
  readonly text: string;
}

/** A rule of `pg_hba.conf` with what it really does there. Plain data: safe to hand to any component. */
export interface RuleLine {
  readonly file: string | null;
  readonly line: number;
  readonly text: string;
  readonly method: string;
  readonly state: RuleState;
  /** The lines that leave it nothing, or the one that lets in whom it means to shut out. */
  readonly because: readonly RuleReference[];
  /** Lines with which it lets in from every address for somebody, while none of them does so alone. */
  readonly everywhereWith: readonly RuleReference[];
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
  /** Whether a change of the file that the server has not loaded would have been seen; `errors` says whether there is one. */
  readonly driftSeen: boolean;
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

/** The policy's zones, and listed exposures where it allows any, with the networks that can be read. */
function allowedBy(
  policy: Policy,
): readonly { readonly id: string; readonly networks: readonly IpNetwork[] }[] {
  const exposures = policy.publicExposure === 'allowlisted' ? (policy.exposures ?? []) : [];
  const networks = (cidrs: readonly string[]) => cidrs.flatMap((cidr) => parseIpNetwork(cidr) ?? []);
  return [
    ...(policy.boundaries ?? []).map(({ id, cidrs }) => ({ id, networks: networks(cidrs) })),
    ...exposures.map(({ cidr }) => ({ id: cidr, networks: networks([cidr]) })),
  ];
}

/**
 * The zones that everybody comes from whom the rule lets in: each that holds them alone, else those that do so together.
 * Null where the policy names none, and where only the server can say what the rule's addresses are.
 */
function zonesOf(
  facts: ClusterFacts,
  hba: EffectiveHba,
  rule: EffectiveRule,
  policy: Policy,
): readonly string[] | null {
  if (policy.boundaries === undefined || !rule.accepts || !rule.remote || rule.undecidable !== null)
    return null;
  const zones = allowedBy(policy);
  const alone = zones.filter(({ networks }) => staysWithin(facts, hba, rule, networks));
  if (alone.length > 0) return alone.map(({ id }) => id);
  const all = zones.flatMap(({ networks }) => networks);
  if (!staysWithin(facts, hba, rule, all)) return [];
  const own = networkOf(rule);
  return zones
    .filter(({ networks }) => own === null || networks.some((one) => networksOverlap(one, own)))
    .map(({ id }) => id);
}

/** A rule that hundreds of others leave nothing does not list them all. */
const shownReferences = 8;

const reference = (rule: HbaRule): RuleReference => ({
  file: rule.file,
  line: rule.line,
  text: canonicalRule(rule),
});

/** Only superusers may look at the times of files (`changedSinceLoad`); snapshots of old do not say either. */
function driftSeen(facts: ClusterFacts): boolean {
  const rows = facts.read('hba-rules');
  if (rows.length === 0) return facts.inventory.server.scanRoleIsSuperuser;
  return rows.every(({ changedSinceLoad }) => typeof changedSinceLoad === 'boolean');
}

/** Rules in file order with what they come to. Throws `UnreadSection`. */
export function networkOverview(facts: ClusterFacts, policy: Policy): NetworkOverview {
  const hba = effectiveHba(facts);
  const { together } = addingUpToEverywhere(hba, membershipsOf(facts));
  const superusers = Map.groupBy(hba.superuserReach, ({ rule }) => rule);
  const rules = hba.rules.map((rule): RuleLine => {
    const late = acceptedBefore(facts, hba, rule);
    const because = rule.inert !== null ? [] : late ? [late] : rule.shadowedTogether;
    return {
      file: rule.file,
      line: rule.line,
      text: rule.text,
      method: rule.method,
      state: stateOf(rule, late !== null),
      because: because.slice(0, shownReferences).map(reference),
      everywhereWith: (together.get(rule) ?? []).slice(0, shownReferences).map(reference),
      inert: rule.inert,
      roles: rule.matchesRoles,
      allRoles: rule.allUsers,
      superusers: (superusers.get(rule) ?? []).map(({ role }) => role),
      from: fromOf(rule),
      plaintext: rule.accepts && rule.remote && rule.plaintextPossible,
      zones: zonesOf(facts, hba, rule, policy),
      undecidable: rule.undecidable,
      ambiguous: rule.ambiguous,
    };
  });
  return {
    rules,
    errors: hba.errors,
    driftSeen: driftSeen(facts),
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
