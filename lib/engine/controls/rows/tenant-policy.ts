import type { ClusterFacts, DatabaseFacts } from '../../analysis/facts.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee } from '../../model/privilege.ts';
import { columnsOf } from '../grants/by-relation.ts';
import type { RowTenancy } from './tenancy-scope.ts';
import { tenantPredicate } from './tenant-predicate.ts';

/** Whom the policy names and who exists, superusers left out (no row policy binds them); PUBLIC where it names nobody. */
function boundRoles(cluster: ClusterFacts, tenancy: RowTenancy): readonly Grantee[] {
  if (tenancy.roles.length === 0) return [null];
  const roles = cluster
    .read('roles')
    .filter((role) => tenancy.roles.includes(role.name) && !role.superuser)
    .map((role) => role.name)
    .sort();
  return roles.length === 0 ? [null] : roles;
}

/** The predicate that keeps tenants apart on this table, or `null` where the policy or the table does not allow one. */
export function predicateFor(database: DatabaseFacts, tenancy: RowTenancy, on: ObjectRef): string | null {
  if (tenancy.setting === null) return null;
  const column = columnsOf(database, on.schema ?? '', on.name ?? '').find(
    (row) => row.name === tenancy.column,
  );
  return column ? tenantPredicate(tenancy.column, column.type, tenancy.setting) : null;
}

/** A policy that shows each tenant its own rows and accepts only its own. */
export function tenantPolicy(database: DatabaseFacts, tenancy: RowTenancy, on: ObjectRef): Change | null {
  const predicate = predicateFor(database, tenancy, on);
  if (predicate === null) return null;
  return {
    do: 'create-policy',
    on,
    policy: 'tenant_isolation',
    permissive: true,
    command: 'ALL',
    roles: boundRoles(database.cluster, tenancy),
    using: predicate,
    withCheck: predicate,
  };
}
