import type { ForeignServerRow } from '../../inventory/sections/foreign-servers.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { GrantableRef } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { relationKey, relationsByKey } from '../relation-index.ts';
import { viewSources } from './bypass-by-view.ts';
import { inheritanceOf } from './inheritance-of.ts';
import { leadsBack, optionsOf } from './loopback-server.ts';
import { routineRef } from './routine-reach.ts';
import {
  type BypassesByTable,
  BypassList,
  holdersBound,
  protectedTables,
  relationRef,
  rowPrivileges,
} from './row-bypass.ts';

/** Protected tables whose rows a relation of this name shows: its own, those below it, those that a view there reads. */
function protectedBehind(database: DatabaseFacts, key: string): readonly RelationRow[] {
  const byKey = relationsByKey(database);
  const { above, below } = inheritanceOf(database);
  const found = new Set<RelationRow>();
  const queue = [key];
  const seen = new Set<string>();
  for (const at of queue) {
    if (seen.has(at)) continue;
    seen.add(at);
    const relation = byKey.get(at);
    if (relation) found.add(relation);
    const next = [...(viewSources(database).get(at) ?? []), ...below(at), ...above(at)];
    queue.push(...next.map((row) => relationKey(row.schema, row.name)));
  }
  return [...found].filter((row) => row.rowSecurity);
}

/** Views of a database, by what they read: each with everything that reads it, however far. */
function viewsOver(database: DatabaseFacts, relation: RelationRow): readonly RelationRow[] {
  const sources = viewSources(database);
  const found = new Set<RelationRow>([relation]);
  const views = database
    .read('relations')
    .filter(({ kind }) => kind === 'view' || kind === 'materialized-view');
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const view of views) {
      const reads = sources.get(relationKey(view.schema, view.name)) ?? [];
      if (reads.some((source) => found.has(source))) found.add(view);
    }
  }
  return [...found];
}

interface Loop {
  readonly at: DatabaseFacts;
  readonly server: ForeignServerRow;
  /** `it leads back`, or may. */
  readonly leads: string;
  /** Roles with a user mapping; null in it is everybody. */
  readonly mapped: ReadonlySet<string | null>;
}

/** Foreign servers of every database read that lead, or may lead, to this one, and that somebody has a user mapping for. */
function loopsTo(home: DatabaseFacts): readonly Loop[] {
  return home.cluster.databases.flatMap((at) =>
    at.read('foreign-servers').flatMap((server): Loop[] => {
      const back = leadsBack(server, home);
      const mapped = new Set(
        at
          .read('user-mappings')
          .filter((row) => row.server === server.name)
          .map((row) => row.role),
      );
      const leads = back === 'yes' ? 'it leads back' : 'it may lead back';
      return back === 'no' || mapped.size === 0 ? [] : [{ at, server, leads, mapped }];
    }),
  );
}

const asWhom = 'as whom is in its user mapping, which the scan does not see';

function addForeignTables(home: DatabaseFacts, loop: Loop, list: BypassList): void {
  const { at, server } = loop;
  const relations = relationsByKey(at);
  for (const row of at.read('foreign-tables')) {
    const relation =
      row.server === server.name ? relations.get(relationKey(row.schema, row.name)) : undefined;
    if (!relation) continue;
    const options = optionsOf(row.options);
    const remote = relationKey(
      options.get('schema_name') ?? row.schema,
      options.get('table_name') ?? row.name,
    );
    for (const table of protectedBehind(home, remote)) {
      for (const through of viewsOver(at, relation)) {
        const object = relationRef(at, through);
        const who = holdersBound(at, object, rowPrivileges, table, { home });
        const own = through === relation && !loop.mapped.has(null);
        const now = own ? who.roles.filter((role) => loop.mapped.has(role)) : who.roles;
        if (now.length + who.afterSetRole.length === 0) continue;
        list.add(table, {
          kind: 'foreign-table',
          gives: 'rows',
          object,
          roles: now,
          afterSetRole: who.afterSetRole,
          certain: false,
          why: `${loop.leads} to the table by foreign server ${server.name}; ${asWhom}`,
        });
      }
    }
  }
}

/** Whoever may use the server can make a foreign table of its own for any table here. */
function addServers(home: DatabaseFacts, { at, server, mapped, leads }: Loop, list: BypassList): void {
  const object = { kind: 'foreign-server', database: at.name, name: server.name } as const;
  for (const table of protectedTables(home)) {
    const who = holdersBound(at, object, ['USAGE'], table, { home });
    const now = mapped.has(null) ? who.roles : who.roles.filter((role) => mapped.has(role));
    if (now.length + who.afterSetRole.length === 0) continue;
    list.add(table, {
      kind: 'foreign-server',
      gives: 'rows',
      object,
      roles: now,
      afterSetRole: who.afterSetRole,
      certain: false,
      why: `${leads} to this database, and who may use it can reach any table through it; ${asWhom}`,
    });
  }
}

/** `dblink_connect_u` connects without asking for a password: as whoever the server's own host lets in. */
function addConnectors(home: DatabaseFacts, list: BypassList): void {
  for (const at of home.cluster.databases) {
    for (const routine of at.read('routines')) {
      if (routine.extension !== 'dblink' || routine.name !== 'dblink_connect_u') continue;
      const object: GrantableRef = routineRef(at, routine);
      for (const table of protectedTables(home)) {
        const who = holdersBound(at, object, ['EXECUTE'], table, { home });
        // Who could only become somebody the policies do not bind needs no such way.
        if (who.roles.length === 0) continue;
        list.add(table, {
          kind: 'dblink',
          gives: 'rows',
          object,
          ...who,
          certain: false,
          why: 'it connects from the server itself as any role that pg_hba lets in from there without a password',
        });
      }
    }
  }
}

/**
 * Ways that leave the server and come back as somebody else: foreign tables, foreign servers and dblink, here or in
 * another database of the cluster. Never certain: the remote role stands in options that the scan does not read. Reads,
 * of every database read, `foreign-servers`, `foreign-tables`, `user-mappings`, `relations`, `routines`, `columns`,
 * `view-dependencies`; and `settings`, `inheritance`, `roles`, `memberships`, `databases`.
 */
export const bypassesByForeign = memo((home: DatabaseFacts): BypassesByTable => {
  const list = new BypassList();
  if (protectedTables(home).length === 0) return list.found;
  for (const loop of loopsTo(home)) {
    addForeignTables(home, loop, list);
    addServers(home, loop, list);
  }
  addConnectors(home, list);
  return list.found;
});
