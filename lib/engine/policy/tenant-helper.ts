import type { ObjectRef } from '../model/object-ref.ts';
import type { Policy } from './policy.ts';

/** The routine that carries the tenant's identity into a transaction, as Postern makes it. */
export const tenantHelperName = 'set_tenant';

/**
 * Whether a role isolation must hold against has EXECUTE on this without a `may` that says so: a row tenancy with a setting is of
 * no use to a role that cannot set it, and `set_config` itself is open to everybody.
 */
export function isTenantHelper(policy: Policy, role: string, on: ObjectRef): boolean {
  const { tenancy } = policy;
  if (tenancy?.model !== 'row' || tenancy.setting === undefined) return false;
  if (tenancy.databases && on.database !== undefined && !tenancy.databases.includes(on.database))
    return false;
  return (
    (tenancy.roles?.includes(role) ?? false) &&
    on.kind === 'function' &&
    on.name === tenantHelperName &&
    on.signature === 'text'
  );
}
