import { relationKey } from '../../analysis/relation-index.ts';
import { bypassesByForeign } from '../../analysis/row-security/bypass-by-foreign.ts';
import type { RowBypass } from '../../analysis/row-security/row-bypass.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import { rowReferences } from './row-references.ts';
import { someOf } from './some-of.ts';
import { whoGoes } from './who-goes.ts';

interface Way {
  readonly bypass: RowBypass;
  /** `database.schema.table`, the protected table it leads to. */
  readonly table: string;
}

/** What it is, for the beginning of a sentence. */
function what({ kind, object }: RowBypass): string {
  if (kind === 'foreign-server') return `Foreign server ${object.name ?? ''}`;
  if (kind === 'dblink') return `Function ${nameOf(object)}`;
  return `${object.kind === 'foreign-table' ? 'Foreign table' : 'View'} ${nameOf(object)}`;
}

/** What takes the way away: each of them takes something from whoever uses it, so it is a person's choice. */
function remedy({ kind, object }: RowBypass): string {
  if (kind === 'dblink')
    return 'Revoke EXECUTE on it from everybody but superusers, as CREATE EXTENSION leaves it: whoever needs dblink connects with dblink_connect and a password.';
  if (kind === 'foreign-server')
    return `Revoke USAGE on the server from whoever makes no foreign tables, drop the user mappings that are not needed, or let the mappings that remain log in as roles that the policies bind. Foreign tables of server ${object.name ?? ''} that use a dropped mapping fail.`;
  return 'Let the user mapping behind it log in as a role that the policies bind, or revoke the privileges on it: whoever reads it then sees fewer rows, or none.';
}

function findingOf(ways: readonly Way[]): readonly FindingDraft[] {
  const [first] = ways;
  if (first === undefined) return [];
  const { bypass } = first;
  const tables = [...new Set(ways.map(({ table }) => table))].sort();
  const who = whoGoes(ways.map((way) => way.bypass));
  return [
    {
      object: bypass.object,
      title: `${what(bypass)} may lead ${someOf(who)} past the row security of ${someOf(tables)}`,
      evidence: { tables, who, why: [...new Set(ways.map((way) => way.bypass.why))].sort() },
      remedy: { manual: remedy(bypass) },
    },
  ];
}

export const rlsForeignLoopback = defineControl({
  id: 'rls-foreign-loopback',
  title: 'Nothing leaves the server and comes back to protected rows as somebody else',
  area: 'rows',
  scope: 'cluster',
  severity: 'medium',
  needs: [
    'foreign-servers',
    'foreign-tables',
    'user-mappings',
    'relations',
    'routines',
    'columns',
    'view-dependencies',
    'settings',
    'inheritance',
    'roles',
    'memberships',
    'databases',
  ],
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'grant',
  references: rowReferences,
  rationale:
    'A foreign server that leads back to the same cluster, or dblink without a password, opens a second session as the role of its user mapping. Policies bind that role, not the one who asked: where it is the owner, every tenant’s rows come back.',
  caution: 'Reports that read across databases of the cluster may depend on exactly this.',
  check(cluster) {
    const ways = cluster.databases.flatMap((home) => {
      const found = bypassesByForeign(home);
      if (found.size === 0) return [];
      return home
        .read('relations')
        .flatMap((row) =>
          (found.get(relationKey(row.schema, row.name)) ?? [])
            .filter(({ roles, afterSetRole }) => roles.length + afterSetRole.length > 0)
            .map((bypass): Way => ({ bypass, table: `${home.name}.${row.schema}.${row.name}` })),
        );
    });
    const byObject = Map.groupBy(ways, ({ bypass }) => canonicalJson([bypass.kind, bypass.object]));
    return judged([...byObject.values()].flatMap(findingOf));
  },
});
