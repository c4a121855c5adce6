import { type Severity, severities } from '../../engine/model/severity.ts';
import { personRoles } from '../auth/permissions.ts';
import { type ApprovalRule, environments } from './approval-rule.ts';
import { type ChangeKind, changeKinds } from './change-kind.ts';
import { requirementsOf } from './requirements.ts';

/**
 * Where the rules after ask less than those before, as sentences; empty where nothing is loosened. Every environment, severity and
 * kind of change is held against both: allowing what was denied, fewer people, another role that counts, a longer hold. What is
 * loosened alike is one sentence.
 */
export function loosened(before: readonly ApprovalRule[], after: readonly ApprovalRule[]): readonly string[] {
  return environments.flatMap((environment) => {
    // Reasons by kind of change, then the kinds that are loosened in the same severities for the same reason.
    const alike = new Map<string, ChangeKind[]>();
    for (const kind of changeKinds) {
      const why = (severity: Severity) => {
        const weighed = { environments: [environment], severities: [severity], kinds: [kind] };
        const [was] = requirementsOf(before, weighed).all;
        const [will] = requirementsOf(after, weighed).all;
        return will === undefined ? null : looser(was?.rule, will.rule);
      };
      const reasons = Map.groupBy(severities, why);
      for (const [reason, which] of reasons) {
        if (reason === null) continue;
        const words = `${severityWords(which)}: ${reason}`;
        alike.set(words, [...(alike.get(words) ?? []), kind]);
      }
    }
    return [...alike].map(([words, kinds]) => `${environment}, ${kinds.join(' and ')}, ${words}`);
  });
}

const severityWords = (which: readonly Severity[]) =>
  which.length === severities.length ? 'any severity' : which.join(' and ');

function looser(was: ApprovalRule | undefined, will: ApprovalRule): string | null {
  if (was === undefined) return 'was not allowed at all';
  if (will.approvals < was.approvals) return `${will.approvals} instead of ${was.approvals} approvals`;
  const more = personRoles.filter((role) => has(will, role) && !has(was, role));
  if (more.length > 0) return `${more.join(', ')} may approve too`;
  if (will.hours > was.hours) return `approvals hold ${will.hours} instead of ${was.hours} hours`;
  return null;
}

const has = (rule: ApprovalRule, role: string) => rule.roles.some((one) => one === role);
