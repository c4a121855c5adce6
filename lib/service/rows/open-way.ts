import { databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import { memo } from '../../engine/analysis/memo.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import { hasBit, members } from '../../engine/analysis/role-graph-closure.ts';
import { type RowBypass, relationRef, rowPrivileges } from '../../engine/analysis/row-security/row-bypass.ts';
import type { TableRowSecurity } from '../../engine/analysis/row-security/table-row-security.ts';

/** Superusers, and whoever may SET ROLE to one: they need no way round. */
const mighty = memo((database: DatabaseFacts): ReadonlySet<string> => {
  const graph = roleGraph(database.cluster);
  const found = new Set<string>();
  for (const row of graph.roles.values()) {
    if (!row.superuser) continue;
    for (const at of members(graph.reachersOf(row.name, 'set', database.name)))
      found.add(graph.names[at] ?? '');
  }
  return found;
});

/**
 * Whether somebody can go this way who is no superuser and cannot become one. BYPASSRLS is no way for a role without any
 * privilege on the rows, REPLICATION copies the whole cluster and is judged by itself, that its owner may empty a table goes without saying, and that a number is taken says little.
 */
export function isOpenWay(database: DatabaseFacts, table: TableRowSecurity, bypass: RowBypass): boolean {
  const { kind, object, roles, afterSetRole } = bypass;
  const strong = mighty(database);
  const others = [...roles, ...afterSetRole].filter(
    (role) => !strong.has(role) && (kind !== 'truncate' || role !== table.relation.owner),
  );
  // Said, and no leak of this table: whole copies of the cluster, and that a made-up number is taken.
  if (kind === 'replication' || bypass.gives === 'taken-number') return false;
  // A publication leads out of the server, not to a role.
  if (kind === 'publication') return true;
  if (others.length === 0) return false;
  if (kind !== 'bypassrls') return true;
  const access = databaseAccess(database);
  const found = access.find(relationRef(database, table.relation));
  const holder = access.graph.position(object.role ?? '');
  if (!found || holder === undefined) return true;
  return rowPrivileges.some((privilege) => hasBit(access.sets(found, privilege).reachable, holder));
}
