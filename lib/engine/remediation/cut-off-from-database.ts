import { effectiveAcl } from '../analysis/acl.ts';
import { factsOf } from '../analysis/facts.ts';
import { memo } from '../analysis/memo.ts';
import { roleGraph } from '../analysis/role-graph.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { nameSays } from './conditions/says.ts';
import { clusterRows, majorOf } from './prior.ts';

type OnDatabase = Extract<Change, { do: 'revoke' | 'grant' }>;

const factsOnce = memo(factsOf);

const isConnect = (change: Change): change is OnDatabase =>
  (change.do === 'revoke' || change.do === 'grant') &&
  change.on.kind === 'database' &&
  change.privileges.includes('CONNECT');

interface Held {
  readonly grantee: string | null;
  readonly grantor: string;
}

function holders(database: string, inventory: Inventory): readonly Held[] {
  const row = clusterRows(inventory.cluster.databases).find((one) => one.name === database);
  if (row === undefined) return [];
  return effectiveAcl(row.acl, 'database', row.owner, majorOf(inventory)).flatMap(
    ({ grantee, grantor, privileges }) =>
      privileges.includes('CONNECT') &&
      typeof grantor === 'string' &&
      (grantee === null || typeof grantee === 'string')
        ? [{ grantee, grantor }]
        : [],
  );
}

/**
 * Whom these changes keep from connecting to a database who could until now, one sentence per database. The scan role is named by
 * itself: without CONNECT the next scan does not see that database.
 */
export function cutOffFromDatabase(changes: readonly Change[], inventory: Inventory): readonly string[] {
  const concerned = changes.filter(isConnect);
  const databases = [...new Set(concerned.map((change) => change.on.name ?? ''))];
  if (databases.length === 0) return [];
  if ('gap' in inventory.cluster.memberships || 'gap' in inventory.cluster.roles)
    return ['who can connect by which grant was not read: whoever can only by this one is cut off.'];
  const graph = roleGraph(factsOnce(inventory));
  return databases.flatMap((database) => {
    const before = holders(database, inventory);
    let after = before;
    for (const change of concerned.filter((one) => one.on.name === database)) {
      if (change.do === 'grant') after = after.concat({ grantee: change.to, grantor: change.grantor });
      else if (!change.grantOptionOnly)
        after = after.filter((one) => one.grantee !== change.from || one.grantor !== change.grantor);
    }
    const may = (held: readonly Held[], role: string) => {
      const own = graph.inherits(role, database);
      return held.some(({ grantee }) => grantee === null || own.has(grantee));
    };
    const cut = clusterRows(inventory.cluster.roles)
      .filter((role) => role.login && !role.superuser && may(before, role.name) && !may(after, role.name))
      .map((role) => role.name);
    if (cut.length === 0) return [];
    const { scanRole } = inventory.server;
    const scanner = cut.includes(scanRole)
      ? ` The scan role ${nameSays(scanRole)} is among them: grant it CONNECT first, or the next scan does not see this database.`
      : '';
    const listed = cut.slice(0, 10).map(nameSays).join(', ');
    const rest = cut.length > 10 ? ` and ${cut.length - 10} more` : '';
    return [
      `from then on these roles can no longer connect to database ${nameSays(database)}: ${listed}${rest}.${scanner}`,
    ];
  });
}
