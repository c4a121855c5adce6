import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { type TableRowSecurity, tablesRowSecurity } from '../../analysis/row-security/table-row-security.ts';
import type { Remedy } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Policy } from '../../policy/policy.ts';
import { relationRef } from '../grants/database-object.ts';
import { grantedToOthers, type OthersGrants } from './granted-to-others.ts';
import { rowTenancy } from './tenancy-scope.ts';
import { tenantPolicy } from './tenant-policy.ts';

export interface GrantedTable {
  readonly table: TableRowSecurity;
  readonly on: ObjectRef;
  readonly granted: readonly OthersGrants[];
}

/** Tables with row security that others than their owner are granted: elsewhere nobody is bound by it. */
export function grantedTables(database: DatabaseFacts, policy: Policy): readonly GrantedTable[] {
  return granted(database)(policy);
}

const granted = memo((database: DatabaseFacts) =>
  memo((policy: Policy): readonly GrantedTable[] =>
    [...tablesRowSecurity(database, policy).values()].flatMap((table) => {
      if (!table.enabled) return [];
      const granted = grantedToOthers(database, table.relation);
      return granted.length === 0 ? [] : [{ table, on: relationRef(database.name, table.relation), granted }];
    }),
  ),
);

/** The tenant's own policy where the customer's policy states how tenants are told apart, else what a person must do. */
export function tenantOrByHand(
  database: DatabaseFacts,
  policy: Policy,
  on: ObjectRef,
  manual: string,
): Remedy {
  const tenancy = rowTenancy(policy, database.name);
  if ('outcome' in tenancy || tenancy.except.has(`${on.schema}.${on.name}`)) return { manual };
  const change = tenantPolicy(database, tenancy, on);
  return change === null ? { manual } : { changes: [change] };
}
