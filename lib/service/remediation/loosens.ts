import { severities } from '../../engine/model/severity.ts';
import { personRoles } from '../auth/permissions.ts';
import { type ApprovalRule, environments } from './approval-rule.ts';
import { changeKinds } from './change-kind.ts';
import { requirementsOf } from './requirements.ts';

/**
 * Where the rules after ask less than those before, as sentences; empty where nothing is loosened. Every environment, severity and
 * kind of change is held against both: allowing what was denied, fewer people, another role that counts, a longer hold.
 */
export function loosened(before: readonly ApprovalRule[], after: readonly ApprovalRule[]): readonly string[] {
  const found: string[] = [];
  for (const environment of environments) {
    for (const severity of severities) {
      for (const kind of changeKinds) {
        const weighed = { environments: [environment], severity, kinds: [kind] };
        const [was] = requirementsOf(before, weighed).all;
        const [will] = requirementsOf(after, weighed).all;
        const why = will === undefined ? null : looser(was?.rule, will.rule);
        if (why !== null) found.push(`${environment}, ${severity}, ${kind}: ${why}`);
      }
    }
  }
  return found;
}

function looser(was: ApprovalRule | undefined, will: ApprovalRule): string | null {
  if (was === undefined) return 'was not allowed at all';
  if (will.approvals < was.approvals) return `${will.approvals} instead of ${was.approvals} approvals`;
  const more = personRoles.filter((role) => has(will, role) && !has(was, role));
  if (more.length > 0) return `${more.join(', ')} may approve too`;
  if (will.hours > was.hours) return `approvals hold ${will.hours} instead of ${was.hours} hours`;
  return null;
}

const has = (rule: ApprovalRule, role: string) => rule.roles.some((one) => one === role);
