import type { ClusterFacts } from '../../analysis/facts.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { RoleAttributes } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Severity } from '../../model/severity.ts';
import type { Policy, RoleKind } from '../../policy/policy.ts';
import { declaredPurpose, isDeclaredAs } from './approved-role.ts';
import { isProviderRole, tierAdministrators } from './system-role.ts';

/**
 * Roles that hold one attribute without being of a kind that needs it. Superusers are left out, and so are the
 * administrators of a managed service: they have what an attribute gives anyway, and `superuser-count` speaks of them.
 */
export function attributeFindings(
  cluster: ClusterFacts,
  policy: Policy,
  attribute: {
    readonly keyword: string;
    readonly held: (role: RoleRow) => boolean;
    readonly without: RoleAttributes;
    readonly kinds: readonly RoleKind[];
    readonly severity?: Severity;
  },
): FindingDraft[] {
  const administrators = tierAdministrators(cluster);
  return cluster
    .read('roles')
    .filter(
      (role) =>
        attribute.held(role) &&
        !role.superuser &&
        !administrators.has(role.name) &&
        !isProviderRole(cluster.inventory.substrate, role.name) &&
        !isDeclaredAs(policy, role.name, attribute.kinds),
    )
    .map((role) => ({
      object: { kind: 'role', role: role.name },
      title: `Role ${role.name} has ${attribute.keyword}, ${declaredPurpose(policy, role.name)}`,
      evidence: { attribute: attribute.keyword, login: role.login, approvedKinds: attribute.kinds },
      remedy: { changes: [{ do: 'alter-role', role: role.name, attributes: attribute.without }] },
      ...(attribute.severity ? { severity: attribute.severity } : {}),
    }));
}
