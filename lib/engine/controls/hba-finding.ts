import type { ClusterFacts } from '../analysis/facts.ts';
import { canonicalRule } from '../analysis/hba/canonical-rule.ts';
import { type EffectiveHba, type EffectiveRule, effectiveHba } from '../analysis/hba/effective-hba.ts';
import type { HbaRule, HbaToken } from '../analysis/hba/hba-rule.ts';
import { whyNotInForce } from '../analysis/hba/rules-in-force.ts';
import type { Change, Remedy } from '../model/change.ts';
import type { Evidence, FindingDraft } from '../model/finding.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { CheckResult } from './control.ts';

/** Sections the analysis of `pg_hba.conf` reads. */
export const hbaNeeds = ['hba-rules', 'roles', 'memberships', 'databases'] as const;

/** A control on rules does not list more names than a person reads. */
const namesShown = 50;

export const ruleObject = (rule: EffectiveRule): ObjectRef => ({ kind: 'hba-rule', rule: rule.text });

/** Whether the rule asks for a certificate of the client: `verify-full`, which has to name the role, or `verify-ca`, any one. */
export function certificateOf(rule: HbaRule): 'verify-full' | 'verify-ca' | null {
  if (rule.method === 'cert') return 'verify-full';
  const value = rule.options.find((option) => option.name === 'clientcert')?.value;
  return value === 'verify-full' || value === 'verify-ca' ? value : null;
}

/** Where the rule stands and whom it can let in. Line numbers stay in the evidence: they move. */
export function ruleEvidence(rule: EffectiveRule): Evidence {
  return {
    file: rule.file,
    line: rule.line,
    method: rule.method,
    roles: rule.matchesRoles.slice(0, namesShown),
    ...(rule.matchesRoles.length > namesShown ? { rolesInAll: rule.matchesRoles.length } : {}),
    ...(rule.undecidable === null ? {} : { undecidable: rule.undecidable }),
    ...(rule.ambiguous === null ? {} : { ambiguous: rule.ambiguous }),
  };
}

/** The rule gives way to these, in this order; none deletes it. */
export function replaceRule(rule: HbaRule, by: readonly HbaRule[]): Change {
  const after = by.length === 0 ? null : by.map((one) => canonicalRule(one)).join('\n');
  return {
    do: 'edit-hba',
    edits: [{ file: rule.file, line: rule.line, before: canonicalRule(rule), after }],
  };
}

/**
 * Role or database names as they must stand in a rule to mean just these; null where one cannot be written so: from 16
 * on a name that begins with a slash is a regular expression even inside quotes.
 */
export function namesAsTokens(names: readonly string[], major: number): readonly HbaToken[] | null {
  if (names.length === 0 || names.length > namesShown) return null;
  if (major >= 16 && names.some((name) => name.startsWith('/'))) return null;
  return names.map((text) => ({ text, quoted: true }));
}

/** Methods that accept a password stored as md5, which scram-sha-256 does not. */
const acceptsMd5 = new Set(['md5', 'password']);

/** Roles among these whose stored password scram-sha-256 would lock out; null where that was not read. */
function lockedOut(facts: ClusterFacts, roles: readonly string[]): readonly string[] | null {
  // Not among anybody's `needs`: a rule is weak whether or not the stored passwords can be seen; only the remedy depends on them.
  const section = facts.inventory.cluster['password-kinds'];
  if ('gap' in section) return null;
  const weak = new Set(
    section.rows.filter((row) => row.kind === 'md5' || row.kind === 'other').map((row) => row.role),
  );
  return roles.filter((role) => weak.has(role));
}

/**
 * The rule with scram-sha-256 instead of its own method; words where that is not among what the policy approves, or
 * where it would lock out a role that can log in by its password now.
 */
export function askForScram(
  facts: ClusterFacts,
  rule: EffectiveRule,
  approved: readonly string[] | undefined,
): Remedy {
  if (approved !== undefined && !approved.includes('scram-sha-256')) {
    return {
      manual: `Change the method of this rule to one the policy approves (${approved.join(', ')}), then SELECT pg_reload_conf().`,
    };
  }
  const locked = acceptsMd5.has(rule.method) ? lockedOut(facts, rule.matchesRoles) : [];
  if (locked === null || locked.length > 0) {
    const who =
      locked === null
        ? 'every role that uses this rule (how they are stored was not readable)'
        : locked.slice(0, namesShown).join(', ');
    return {
      manual: `First have the password of ${who} set again under password_encryption = scram-sha-256; this rule accepts those too. Then change its method to scram-sha-256 and SELECT pg_reload_conf().`,
    };
  }
  return {
    changes: [replaceRule(rule, [{ ...rule, method: 'scram-sha-256', options: clientOptions(rule) }])],
  };
}

/** Options that belong to the connection type and not to the method. */
const clientOptions = (rule: HbaRule) =>
  rule.options.filter((option) => ['clientcert', 'clientname'].includes(option.name));

export interface HbaJudgement {
  readonly findings: readonly FindingDraft[];
  readonly undecided?: readonly { readonly object: ObjectRef; readonly reason: string }[];
}

/**
 * Judges the rules, unless the server refuses the file or has not loaded it: then it goes on with older rules that nobody
 * can see, and nothing that stands in the file says anything.
 */
export function judgeHba(
  facts: ClusterFacts,
  judge: (hba: EffectiveHba) => HbaJudgement | CheckResult,
): CheckResult {
  const hba = effectiveHba(facts);
  const notInForce = whyNotInForce(hba.errors, 'pg_hba.conf');
  if (notInForce !== null) return { outcome: 'unknown', reason: notInForce };
  const result = judge(hba);
  return 'outcome' in result ? result : { outcome: 'judged', ...result };
}
