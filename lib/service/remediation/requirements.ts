import type { Severity } from '../../engine/model/severity.ts';
import type { PersonRole } from '../auth/permissions.ts';
import type { ApprovalRule, Environment } from './approval-rule.ts';
import type { ChangeKind } from './change-kind.ts';

/** What a remediation is weighed by. More than one environment where the policy has changed since it was submitted. */
export interface Weighed {
  readonly environments: readonly Environment[];
  /** More than one where what it closes does not say how much it changes. */
  readonly severities: readonly Severity[];
  readonly kinds: readonly ChangeKind[];
}

export interface Requirement {
  readonly rule: ApprovalRule;
  /** The kinds of change that brought it in. */
  readonly kinds: readonly ChangeKind[];
}

export interface Requirements {
  /** Each has to be met; one person counts for all of them. */
  readonly all: readonly Requirement[];
  /** Kinds that no rule allows. */
  readonly denied: readonly ChangeKind[];
}

/** For every kind of change, in every environment and severity it is weighed in, the first rule that fits; denied where none does. */
export function requirementsOf(rules: readonly ApprovalRule[], weighed: Weighed): Requirements {
  const found = new Map<ApprovalRule, ChangeKind[]>();
  const denied = new Set<ChangeKind>();
  for (const kind of weighed.kinds) {
    for (const environment of weighed.environments) {
      for (const severity of weighed.severities) {
        const rule = rules.find(
          (one) =>
            one.environments.includes(environment) &&
            one.severities.includes(severity) &&
            one.kinds.includes(kind),
        );
        if (rule === undefined) denied.add(kind);
        else found.set(rule, [...new Set([...(found.get(rule) ?? []), kind])]);
      }
    }
  }
  return { all: [...found].map(([rule, kinds]) => ({ rule, kinds })), denied: [...denied] };
}

export interface Approver {
  readonly id: string;
  /** Their role now. */
  readonly role: PersonRole;
}

const ofRule = (rule: ApprovalRule, approvers: readonly Approver[]) =>
  new Set(approvers.filter(({ role }) => rule.roles.some((one) => one === role)).map(({ id }) => id)).size;

/** How many of these people count for a rule: each once, and only in a role that the rule names. */
export function givenFor({ rule }: Requirement, approvers: readonly Approver[]): number {
  return ofRule(rule, approvers);
}

/** Nothing is denied, something is required, and every requirement is met. */
export function isSatisfied({ all, denied }: Requirements, approvers: readonly Approver[]): boolean {
  return (
    denied.length === 0 &&
    all.length > 0 &&
    all.every((requirement) => givenFor(requirement, approvers) >= requirement.rule.approvals)
  );
}

/** The most that any of them asks for; at least one, whatever they say. */
export function approvalsNeeded({ all }: Requirements): number {
  return Math.max(1, ...all.map(({ rule }) => rule.approvals));
}

/** Hours that an approval holds: the shortest of all rules that apply. */
export function approvalHours({ all }: Requirements): number {
  return Math.min(24 * 7, ...all.map(({ rule }) => rule.hours));
}
