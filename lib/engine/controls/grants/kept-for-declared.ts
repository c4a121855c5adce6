import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import { isTenantHelper } from '../../policy/tenant-helper.ts';
import { keptColumns, openColumns } from '../columns/open-columns.ts';
import { countsIn, isAllowed } from './allowed-by-policy.ts';
import { entriesOf, type GrantEntry } from './grant-entry.ts';

/**
 * What declared roles have only through PUBLIC and the policy says they may: granted to them by name before PUBLIC loses it, by the
 * owner. Of a table with columns that the classification keeps from the role, the others one by one.
 */
export function keptForDeclared(
  database: DatabaseFacts,
  policy: Policy,
  {
    on,
    owner,
    entries,
  }: { readonly on: ObjectRef; readonly owner: string; readonly entries: readonly GrantEntry[] },
  open: readonly Privilege[],
): Change[] {
  const stated = (policy.roles ?? []).filter(
    ({ role, may }) =>
      may?.some(({ privileges }) => privileges.some((one) => open.includes(one))) ||
      isTenantHelper(policy, role, on),
  );
  if (stated.length === 0) return [];
  const living = new Map(database.cluster.read('roles').map((role) => [role.name, role]));
  const roles = stated.filter(
    (declared) =>
      declared.role !== owner &&
      living.get(declared.role)?.superuser === false &&
      countsIn(declared, database.name),
  );
  return [...new Set(roles.map(({ role }) => role))].sort().flatMap((role): Change[] => {
    const privileges = open.filter(
      (privilege) =>
        (isAllowed(policy, role, privilege, on) ||
          (privilege === 'EXECUTE' && isTenantHelper(policy, role, on))) &&
        entriesOf(entries, role, (one) => one === privilege).length === 0,
    );
    const grant = (some: readonly Privilege[], target: ObjectRef): Change[] =>
      some.length === 0 ? [] : [{ do: 'grant', privileges: some, on: target, to: role, grantor: owner }];
    const whole = on.kind === 'column' || on.kind === 'sequence' || on.signature !== undefined;
    if (whole || !privileges.includes('SELECT') || keptColumns(policy, on, role).size === 0)
      return grant(privileges, on);
    return [
      ...grant(
        privileges.filter((one) => one !== 'SELECT'),
        on,
      ),
      ...openColumns(database, policy, on, role).flatMap((column) => grant(['SELECT'], column)),
    ];
  });
}
