import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { roleGraph } from '../role-graph.ts';
import { type BypassesByTable, BypassList, protectedTables, type RowBypass } from './row-bypass.ts';

const copies =
  'REPLICATION copies the whole cluster, or decodes every change where wal_level is logical: no policy is asked';

/**
 * Superusers, BYPASSRLS and REPLICATION roles, and the owner with those who inherit from it unless row security is
 * forced. Reads `relations`, `roles`, `memberships`, `databases`, `settings`.
 */
export const bypassesByRole = memo((database: DatabaseFacts): BypassesByTable => {
  const graph = roleGraph(database.cluster);
  const list = new BypassList();
  const entry = (kind: RowBypass['kind'], role: string, why: string, inherits: boolean): RowBypass => {
    const now = graph.names.filter(
      (name) => name === role || (inherits && graph.reaches(name, role, 'inherit', database.name)),
    );
    const after = graph.names.filter(
      (name) => !now.includes(name) && graph.reaches(name, role, 'set', database.name),
    );
    const object = { kind: 'role', role } as const;
    return { kind, gives: 'rows', object, roles: now, afterSetRole: after, certain: true, why };
  };
  // With logical decoding it takes two functions and nothing else; a copy over the wire takes a pg_hba rule for replication.
  const replicates = (bypass: RowBypass): RowBypass => ({
    ...bypass,
    certain: database.cluster
      .read('settings')
      .some((row) => row.name === 'wal_level' && row.value === 'logical'),
  });
  const exempt = [...graph.roles.values()].flatMap((row) => {
    if (row.superuser)
      return [entry('superuser', row.name, 'superusers skip every policy, FORCE or not', false)];
    return [
      ...(row.bypassRls
        ? [entry('bypassrls', row.name, 'BYPASSRLS skips every policy, FORCE or not', false)]
        : []),
      ...(row.replication ? [replicates(entry('replication', row.name, copies, false))] : []),
    ];
  });
  // Few roles own many tables: what follows from being the owner is worked out once for each.
  const byOwner = new Map<string, RowBypass>();
  for (const table of protectedTables(database)) {
    for (const bypass of exempt) list.add(table, bypass);
    const owner = graph.roles.get(table.owner);
    if (table.forceRowSecurity || owner?.superuser || owner?.bypassRls) continue;
    const known = byOwner.get(table.owner);
    const bypass =
      known ??
      entry(
        'owner',
        table.owner,
        'the owner and who inherits its rights skip the policies, since row security is not forced',
        true,
      );
    if (!known) byOwner.set(table.owner, bypass);
    list.add(table, bypass);
  }
  return list.found;
});
