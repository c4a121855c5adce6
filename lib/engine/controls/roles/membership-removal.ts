import type { ClusterFacts } from '../../analysis/facts.ts';
import type { Remedy } from '../../model/change.ts';
import { membershipsOf, membersOfRole } from './memberships-by.ts';

/** Since 16 a membership has one row per grantor, and only a REVOKE in that grantor's name takes it away. */
const perGrantorSince = 160000;

/**
 * Ends the membership of `member` in each of `roles`, or takes away one option of it. Where the member has passed the
 * role on itself, revoking would need CASCADE and take the role from others too: that is left to a person.
 */
export function membershipRemoval(
  cluster: ClusterFacts,
  member: string,
  roles: readonly string[],
  option?: 'ADMIN' | 'INHERIT' | 'SET',
): Remedy {
  const perGrantor = cluster.inventory.server.versionNum >= perGrantorSince;
  const passedOn = perGrantor
    ? roles.flatMap((role) => membersOfRole(cluster, role).filter((row) => row.grantor === member))
    : [];
  if (passedOn.length > 0) {
    const others = [...new Set(passedOn.map((row) => row.member))].sort().join(', ');
    return {
      manual: `The role has itself granted this membership to ${others}. Grant it to them by an administrator or revoke it from them first; then revoke it here.`,
    };
  }
  const rows = membershipsOf(cluster, member).filter((row) => roles.includes(row.role));
  const grantors = new Map<string, { role: string; grantor: string | null }>();
  for (const row of rows) {
    const grantor = perGrantor ? row.grantor : null;
    grantors.set(JSON.stringify([row.role, grantor]), { role: row.role, grantor });
  }
  return {
    changes: [...grantors.values()].map(({ role, grantor }) => ({
      do: 'revoke-membership' as const,
      role,
      member,
      grantor,
      ...(option ? { option } : {}),
    })),
  };
}
