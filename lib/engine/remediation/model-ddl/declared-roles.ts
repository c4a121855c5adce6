import type { ClusterFacts } from '../../analysis/facts.ts';
import { countsIn } from '../../controls/grants/allowed-by-policy.ts';
import { isProviderRole, isSystemRole } from '../../controls/roles/system-role.ts';
import { everybody } from '../../policy/everybody.ts';
import type { Policy, PolicyRole, RoleKind } from '../../policy/policy.ts';

/** A role of the policy, with all entries it has there and the place of each. */
export interface DeclaredRole {
  readonly name: string;
  readonly kind: RoleKind;
  readonly entries: readonly { readonly place: string; readonly role: PolicyRole }[];
}

/** Kinds that work on a cluster as a whole, whose memberships are their tools and no surplus. */
const toolKinds: readonly RoleKind[] = ['admin', 'break-glass', 'backup', 'replication', 'scanner'];

export const worksOnCluster = (kind: RoleKind): boolean => toolKinds.includes(kind);

/** Roles the policy declares that are the customer's to make and change, in the order of the document; PUBLIC is none. */
export function declaredRoles(policy: Policy, cluster: ClusterFacts): readonly DeclaredRole[] {
  const byName = new Map<string, DeclaredRole>();
  for (const [index, role] of (policy.roles ?? []).entries()) {
    const { role: name, kind } = role;
    if (name === everybody || isSystemRole(name) || isProviderRole(cluster.inventory.substrate, name))
      continue;
    const entry = { place: `roles[${index}]`, role };
    const known = byName.get(name);
    byName.set(name, { name, kind, entries: [...(known?.entries ?? []), entry] });
  }
  return [...byName.values()];
}

/** Roles of these kinds that belong to the database, by name. */
export function declaredAs(
  roles: readonly DeclaredRole[],
  database: string,
  kinds: readonly RoleKind[],
): readonly DeclaredRole[] {
  return roles.filter(
    ({ kind, entries }) => kinds.includes(kind) && entries.some(({ role }) => countsIn(role, database)),
  );
}
