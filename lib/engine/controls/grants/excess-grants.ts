import type { ClusterFacts } from '../../analysis/facts.ts';
import { superuserNames } from '../../analysis/superusers.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import type { Policy, RoleKind } from '../../policy/policy.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isDatabaseOwner, isProviderRole } from '../roles/system-role.ts';
import { isAllowed } from './allowed-by-policy.ts';
import { entriesOf, type GrantEntry, granteesIn } from './grant-entry.ts';

export interface ExcessGrant {
  readonly grantee: Grantee;
  readonly entries: readonly GrantEntry[];
}

/**
 * Who was given some of these privileges on an object without being its owner, a superuser, the owner of the database, a role of
 * the provider's, an administrator of the policy (or of another kind named), or allowed it by the policy. PUBLIC counts as one, and
 * so does a predefined role: what it is given, every member has.
 */
export function excessGrants(
  cluster: ClusterFacts,
  policy: Policy,
  object: { readonly on: ObjectRef; readonly owner: string; readonly entries: readonly GrantEntry[] },
  wanted: (privilege: Privilege) => boolean,
  kinds: readonly RoleKind[] = [],
): readonly ExcessGrant[] {
  const { substrate } = cluster.inventory;
  const superusers = superuserNames(cluster);
  // Most lists give others none of the privileges asked about: they are put aside before anybody is looked up.
  if (!object.entries.some((entry) => entry.grantee !== object.owner && entry.privileges.some(wanted)))
    return [];
  return granteesIn(object.entries).flatMap((grantee) => {
    if (grantee !== null) {
      if (grantee === object.owner || superusers.has(grantee) || isDatabaseOwner(grantee)) return [];
      if (isProviderRole(substrate, grantee)) return [];
      if (isDeclaredAs(policy, grantee, [...administratorKinds, ...kinds])) return [];
    }
    const entries = entriesOf(
      object.entries,
      grantee,
      (privilege) =>
        wanted(privilege) && (grantee === null || !isAllowed(policy, grantee, privilege, object.on)),
    );
    return entries.length === 0 ? [] : [{ grantee, entries }];
  });
}

export const granteeWords = (grantee: Grantee): string =>
  grantee === null ? 'Everybody (PUBLIC)' : `Role ${grantee}`;

/** The object together with whose right on it the finding is about. */
export const heldBy = (on: ObjectRef, grantee: Grantee): ObjectRef =>
  grantee === null ? { ...on, public: true } : { ...on, role: grantee };
