import { memo } from '../analysis/memo.ts';
import type { Policy, PolicyRole } from './policy.ts';

const byName = memo(
  (roles: readonly PolicyRole[]): ReadonlyMap<string, readonly PolicyRole[]> =>
    Map.groupBy(roles, (declared) => declared.role),
);

/** What the policy says of a role, each of its declarations; none of a role that it does not name. */
export function declarationsOf(policy: Policy, role: string): readonly PolicyRole[] {
  return policy.roles === undefined ? [] : (byName(policy.roles).get(role) ?? []);
}
