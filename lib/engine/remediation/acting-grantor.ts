import { effectiveAcl } from '../analysis/acl.ts';
import { factsOf } from '../analysis/facts.ts';
import { memo } from '../analysis/memo.ts';
import { roleGraph } from '../analysis/role-graph.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { HasPrivilegesOf } from './object-grants.ts';
import { databaseRows, majorOf } from './prior.ts';

const factsOnce = memo(factsOf);

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
 * A role that has the owner's privileges acts as the owner whatever it does (`select_best_grantor`): what it granted before it had
 * them, nobody can take back or give again in its name.
 */
export function actsAsOwner(grantor: string, owner: string, on: ObjectRef, inventory: Inventory): boolean {
  return grantor !== owner && hasPrivilegesIn(inventory, on.database)(grantor, owner);
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
