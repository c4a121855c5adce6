import { effectiveAcl } from '../analysis/acl.ts';
import { factsOf } from '../analysis/facts.ts';
import { memo } from '../analysis/memo.ts';
import { roleGraph } from '../analysis/role-graph.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { grantsOn, type HasPrivilegesOf, hasOwnOption } from './object-grants.ts';
import { clusterRows, databaseRows, majorOf, priorAcl } from './prior.ts';

const factsOnce = memo(factsOf);

/** A GRANT or REVOKE as far as it decides in whose name it is made. */
type InName = Pick<Extract<Change, { do: 'grant' | 'revoke' }>, 'grantor' | 'privileges' | 'on'>;

export const isSuperuser = (role: string, { cluster }: Inventory): boolean =>
  clusterRows(cluster.roles).some((row) => row.name === role && row.superuser);

/**
 * Who has whose privileges now, in that database. Where memberships were not read, nobody has another's: the postconditions then
 * tell what came otherwise.
 */
export function hasPrivilegesIn(inventory: Inventory, database: string | undefined): HasPrivilegesOf {
  const { roles, memberships } = inventory.cluster;
  if ('gap' in roles || 'gap' in memberships) return (role, other) => role === other;
  const graph = roleGraph(factsOnce(inventory));
  // Who stands in for pg_database_owner is known only where the databases were read.
  const within = 'gap' in inventory.cluster.databases ? undefined : database;
  return (role, other) =>
    graph.roles.get(role)?.superuser === true || graph.reaches(role, other, 'inherit', within);
}

/**
 * Whether the server takes what this grantor does for the owner's (`select_best_grantor`): as a superuser always, with the
 * owner's privileges where it was not given itself all the grant options that the statement needs. What it granted before, nobody
 * can then take back or give again in its name.
 */
export function actsAsOwner({ grantor, privileges, on }: InName, inventory: Inventory): boolean {
  const owner = priorAcl(inventory, on)?.owner;
  if (owner === undefined || grantor === owner) return false;
  if (isSuperuser(grantor, inventory)) return true;
  if (!hasPrivilegesIn(inventory, on.database)(grantor, owner)) return false;
  const grants = grantsOn(inventory, on)?.grants ?? [];
  const column = on.kind === 'column' ? (on.column ?? null) : null;
  return !privileges.every((privilege) => hasOwnOption(grants, grantor, privilege, column));
}

/** Whether the role can name objects of this schema: without USAGE, a statement run as it is refused. */
export function mayUseSchema(role: string, on: ObjectRef, inventory: Inventory): boolean {
  if (on.schema === undefined) return true;
  const schema = databaseRows(inventory, on.database, 'schemas').find((row) => row.name === on.schema);
  // Unread: the statement is left as it is, and the server says so where it is refused.
  if (schema === undefined) return true;
  const hasPrivilegesOf = hasPrivilegesIn(inventory, on.database);
  return effectiveAcl(schema.acl, 'schema', schema.owner, majorOf(inventory)).some(
    ({ grantee, privileges }) =>
      privileges.includes('USAGE') &&
      (grantee === null || (typeof grantee === 'string' && hasPrivilegesOf(role, grantee))),
  );
}
