import { declarationsOf } from '../../policy/declared-role.ts';
import type { Policy, RoleKind } from '../../policy/policy.ts';

/** Kinds of roles that are approved to administer the cluster, and hence to hold what superusers hold. */
export const administratorKinds = ['admin', 'break-glass'] as const satisfies readonly RoleKind[];

/** Whether the policy declares the role as one of these kinds. A role that it does not name is of no kind. */
export function isDeclaredAs(policy: Policy, role: string, kinds: readonly RoleKind[]): boolean {
  return declarationsOf(policy, role).some((declared) => kinds.includes(declared.kind));
}

/** For titles: why a role should not have something, in view of what the policy says it is for. */
export function declaredPurpose(policy: Policy, role: string): string {
  const kinds = [...new Set(declarationsOf(policy, role).map((declared) => declared.kind))];
  return kinds.length === 0
    ? 'and the policy does not say what for'
    : `which its kind, ${kinds.join(' and ')}, does not need`;
}

export function isDeclared(policy: Policy, role: string): boolean {
  return declarationsOf(policy, role).length > 0;
}
