import type { ClusterFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { MembershipRow } from '../../inventory/sections/memberships.ts';

const byMember = memo((cluster: ClusterFacts) =>
  Map.groupBy(cluster.read('memberships'), (row) => row.member),
);
const byRole = memo((cluster: ClusterFacts) => Map.groupBy(cluster.read('memberships'), (row) => row.role));

/** What a role was made a member of, one row per grantor since 16. */
export function membershipsOf(cluster: ClusterFacts, member: string): readonly MembershipRow[] {
  return byMember(cluster).get(member) ?? [];
}

/** Who was made a member of a role, and by whom. */
export function membersOfRole(cluster: ClusterFacts, role: string): readonly MembershipRow[] {
  return byRole(cluster).get(role) ?? [];
}
