import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { RoleGraph } from '../../analysis/role-graph.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import type { Grant } from '../object-grants.ts';
import { relationKinds } from '../prior.ts';
import type { IntendedAccess } from './intended-access.ts';
import type { KeptColumns } from './kept-columns.ts';
import type { ModelObject } from './model-objects.ts';

/** What grants in one database are settled by. */
export interface GrantGround {
  readonly facts: DatabaseFacts;
  readonly access: IntendedAccess;
  readonly kept: KeptColumns;
  /** With roles and memberships as they are to be. */
  readonly graph: RoleGraph;
  readonly major: number;
  /** Privileges that go without saying, and where that comes from: USAGE for owners in a schema, CONNECT for logins. */
  implied(role: string, object: ModelObject): ReadonlyMap<Privilege, string>;
  /**
   * Views a class of `may` does not reach: one that shows rows or columns kept from the grantee, with the words to say so, and a
   * masking view meant for others, without.
   */
  skips(grantee: Grantee, object: ModelObject): { readonly say: string | null } | null;
  warn(text: string): void;
}

export const isRelation = ({ on }: ModelObject) => relationKinds.includes(on.kind) && on.kind !== 'sequence';

/** Whether a grant reaches a role now: its own, everybody's, or one it inherits. */
export const heldBy = (graph: RoleGraph, database: string, role: Grantee) => (grant: Grant) =>
  grant.grantee === null ||
  grant.grantee === role ||
  (role !== null && graph.reaches(role, grant.grantee, 'inherit', database));

/** Roles that work on the cluster keep their predefined ones, which give this already. */
export function byPredefined(
  { access, graph }: GrantGround,
  role: string,
  object: ModelObject,
  privilege: Privilege,
) {
  const through = (name: string) =>
    graph.roles.has(name) && graph.reaches(role, name, 'inherit', access.database);
  const data = isRelation(object) || object.on.kind === 'sequence';
  if (privilege === 'SELECT' && data) return through('pg_read_all_data');
  if (object.on.kind === 'schema' && privilege === 'USAGE')
    return through('pg_read_all_data') || through('pg_write_all_data');
  return isRelation(object) && ['INSERT', 'UPDATE', 'DELETE'].includes(privilege)
    ? through('pg_write_all_data')
    : false;
}
