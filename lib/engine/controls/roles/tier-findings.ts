import type { ClusterFacts } from '../../analysis/facts.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Policy } from '../../policy/policy.ts';
import { administratorKinds, isDeclaredAs } from './approved-role.ts';
import { membershipRemoval } from './membership-removal.ts';
import { adminTierRole, tierAdministrators } from './system-role.ts';

/**
 * Members of a managed service's administrator role that the policy does not approve. The service itself makes one, under
 * a name its customer chose: a sole member is that one, and is to a managed service what the bootstrap superuser is to a
 * server of one's own.
 */
export function tierFindings(cluster: ClusterFacts, policy: Policy): readonly FindingDraft[] {
  const tier = adminTierRole(cluster.inventory.substrate);
  const members = [...tierAdministrators(cluster)].sort();
  if (tier === null || members.length < 2) return [];
  const rows = new Map(cluster.read('roles').map((role) => [role.name, role]));
  return members
    .filter((member) => !isDeclaredAs(policy, member, administratorKinds))
    .map((member) => ({
      object: { kind: 'role', role: member },
      title: `Role ${member} administers the server as a member of ${tier}, which the policy does not approve`,
      evidence: { administratorRole: tier, login: rows.get(member)?.login ?? null, members },
      remedy: membershipRemoval(cluster, member, [tier]),
      ...(rows.get(member)?.login ? {} : { severity: 'medium' as const }),
    }));
}
