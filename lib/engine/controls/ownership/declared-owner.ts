import type { ClusterFacts } from '../../analysis/facts.ts';
import type { Policy } from '../../policy/policy.ts';
import { countsIn } from '../grants/allowed-by-policy.ts';

/** The one role the policy declares as owner for this database, if it exists and is no login role; else `null`. */
export function declaredOwner(cluster: ClusterFacts, policy: Policy, database: string): string | null {
  const owners = (policy.roles ?? []).filter((role) => role.kind === 'owner' && countsIn(role, database));
  const [owner] = owners;
  if (!owner || owners.length > 1) return null;
  return cluster.read('roles').some((role) => role.name === owner.role && !role.login) ? owner.role : null;
}
