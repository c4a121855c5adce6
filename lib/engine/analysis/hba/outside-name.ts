import type { ClusterFacts } from '../facts.ts';
import { UnreadSection } from '../unread-section.ts';
import { type EffectiveIdent, type EffectiveIdentRule, effectiveIdent } from './effective-ident.ts';
import type { HbaDecision } from './hba-rule.ts';
import { namesRole } from './ident-names.ts';
import { mapIdentLine } from './map-ident.ts';
import { whyNotInForce } from './rules-in-force.ts';

/** Who vouches for the name that the server holds against the role. */
export type OutsideName = 'system-user' | 'ident-user' | 'certificate' | 'principal' | 'token-subject';

const byMethod: Readonly<Record<string, OutsideName>> = {
  peer: 'system-user',
  ident: 'ident-user',
  cert: 'certificate',
  gss: 'principal',
  sspi: 'principal',
  oauth: 'token-subject',
};

/** Which name from outside has to fit the role besides (or instead of) a password; `null` where none is asked for. */
export function outsideName({ method, options }: HbaDecision): OutsideName | null {
  const own = method !== null && Object.hasOwn(byMethod, method) ? byMethod[method] : undefined;
  return own ?? (options.clientcert === 'verify-full' ? 'certificate' : null);
}

export interface Who {
  readonly user: string;
  readonly memberOf: ReadonlySet<string>;
  readonly userExists: boolean;
}

/** Whether somebody of that outside name may be the role, and by which line of `pg_ident.conf`. */
export interface MapDecision {
  readonly name: OutsideName;
  /** Of the rule's `map=` option; `null`: the names have to be the same. */
  readonly map: string | null;
  /** `not-asked` while no name is given. */
  readonly verdict: 'let-in' | 'refused' | 'unknown' | 'not-asked';
  readonly reason: string;
  readonly line: EffectiveIdentRule | null;
  /** Lines of the map that are, or with `\1` may be, for the role. */
  readonly forRole: readonly EffectiveIdentRule[];
}

/** Whether names are compared in one case only (`krb_caseins_users` is for Kerberos names alone). */
function caseMatters(facts: ClusterFacts, name: OutsideName): boolean {
  if (name !== 'principal') return true;
  const section = facts.inventory.cluster.settings;
  return (
    !('gap' in section) && section.rows.some((row) => row.name === 'krb_caseins_users' && row.value === 'off')
  );
}

function withoutMap(
  facts: ClusterFacts,
  name: OutsideName,
  who: Who,
  given: string,
): Pick<MapDecision, 'verdict' | 'reason'> {
  if (given === who.user) return { verdict: 'let-in', reason: 'no map: the two names are the same' };
  if (!caseMatters(facts, name) && given.toLowerCase() === who.user.toLowerCase())
    return {
      verdict: 'unknown',
      reason: 'the names differ in case, which krb_caseins_users may leave out of account',
    };
  return { verdict: 'refused', reason: 'no map: the two names have to be the same' };
}

function throughMap(
  facts: ClusterFacts,
  ident: EffectiveIdent,
  name: OutsideName,
  map: string,
  who: Who,
  given: string,
): Pick<MapDecision, 'verdict' | 'reason' | 'line'> {
  const { match, line } = mapIdentLine(ident, { map, systemUser: given, ...who });
  const found = ident.rules.find((rule) => rule === line) ?? null;
  const at = found ? `line ${found.line} of the ident file` : `map ${JSON.stringify(map)}`;
  if (match === 'yes') return { verdict: 'let-in', reason: `${at} lets this name be the role`, line: found };
  if (match === 'unknown')
    return {
      verdict: 'unknown',
      reason: `${at} can be read in two ways, or cannot be followed`,
      line: found,
    };
  if (!caseMatters(facts, name))
    return { verdict: 'unknown', reason: 'krb_caseins_users may leave case out of account', line: null };
  return {
    verdict: 'refused',
    reason: `no line of map ${JSON.stringify(map)} lets this name be the role`,
    line: null,
  };
}

/**
 * What the server makes of the outside name once a rule asks for one. Nobody but the server's own validator decides where
 * oauth delegates the mapping. An ident file that was not read, or is not in force, leaves it unknown. Source: `hba.c`,
 * `check_usermap`; `auth.c`.
 */
export function mapDecision(
  facts: ClusterFacts,
  decision: HbaDecision,
  who: Who,
  given: string,
): MapDecision | null {
  const name = outsideName(decision);
  if (name === null) return null;
  const map = decision.options.map || null;
  const none = { name, map, line: null, forRole: [] };
  if (decision.options.delegate_ident_mapping === '1')
    return { ...none, verdict: 'unknown', reason: 'the validator of the server decides who it is' };
  if (map === null) {
    if (given === '')
      return { ...none, verdict: 'not-asked', reason: 'no map: the name has to be the role’s own' };
    return { ...none, ...withoutMap(facts, name, who, given) };
  }
  let ident: EffectiveIdent;
  try {
    ident = effectiveIdent(facts);
  } catch (error) {
    if (error instanceof UnreadSection) return { ...none, verdict: 'unknown', reason: error.gap.reason };
    throw error;
  }
  const notInForce = whyNotInForce(ident.errors, 'pg_ident.conf');
  if (notInForce !== null) return { ...none, verdict: 'unknown', reason: notInForce };
  const forRole = ident.rules.filter(
    (rule) => rule.map === map && namesRole(rule, who, ident.major) !== 'no',
  );
  if (forRole.length === 0)
    return { ...none, verdict: 'refused', reason: `no line of map ${JSON.stringify(map)} is for this role` };
  if (given === '')
    return {
      ...none,
      forRole,
      verdict: 'not-asked',
      reason: `map ${JSON.stringify(map)} decides by the name from outside`,
    };
  return { ...none, forRole, ...throughMap(facts, ident, name, map, who, given) };
}
