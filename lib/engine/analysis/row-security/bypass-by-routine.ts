import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { GrantableRef } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { tablesBehind } from './bypass-by-view.ts';
import { routineMentions } from './routine-mentions.ts';
import { type BypassesByTable, BypassList, holdersBound, protectedTables } from './row-bypass.ts';
import { bypassesPolicies, relationKey } from './table-row-security.ts';

export interface RoutineBypasses {
  readonly byTable: BypassesByTable;
  /** SECURITY DEFINER routines of roles that skip some table's policies, whose bodies could not be read whole. */
  readonly undecided: readonly { readonly object: ObjectRef; readonly reason: string }[];
}

const system = /^(pg_catalog|information_schema)$/;

export function routineRef(database: DatabaseFacts, routine: RoutineRow): GrantableRef {
  return {
    kind: routine.kind === 'procedure' ? 'procedure' : 'function',
    database: database.name,
    schema: routine.schema,
    name: routine.name,
    signature: routine.signature,
  };
}

function word(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name.replaceAll(/[^\w]/g, '\\$&')}(?![\\w$])`, 'iu');
}

/**
 * SECURITY DEFINER routines whose owner skips the policies of a table they name, themselves or through views.
 * Reads `relations`, `routines`, `view-dependencies`, `columns`, `roles`, `memberships`, `databases`. Needs `loadParser()` first.
 */
export const bypassesByRoutine = memo((database: DatabaseFacts): RoutineBypasses => {
  const list = new BypassList();
  const undecided: { object: ObjectRef; reason: string }[] = [];
  const guarded = protectedTables(database);
  const relations = database.read('relations');
  const byKey = new Map(relations.map((row) => [relationKey(row.schema, row.name), row]));
  const byName = new Map<string, RelationRow[]>();
  for (const row of relations) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);
  for (const routine of database.read('routines')) {
    if (!routine.securityDefiner || system.test(routine.schema)) continue;
    const skipped = guarded.filter((table) => bypassesPolicies(database, routine.owner, table));
    if (skipped.length === 0) continue;
    const { relations: mentioned, incomplete } = routineMentions(routine);
    const named = new Map<RelationRow, boolean>();
    for (const { schema, name } of mentioned) {
      const candidates = schema === null ? (byName.get(name) ?? []) : [byKey.get(relationKey(schema, name))];
      for (const relation of candidates) {
        if (!relation) continue;
        const certain = schema !== null || candidates.length === 1;
        for (const table of tablesBehind(database, relation))
          named.set(table, certain || named.get(table) === true);
      }
    }
    // A body that could not be read whole may still say the table's name.
    if (incomplete !== null)
      for (const table of skipped)
        if (!named.has(table) && word(table.name).test(routine.source ?? '')) named.set(table, false);
    for (const table of skipped) {
      const certain = named.get(table);
      if (certain === undefined) continue;
      list.add(table, {
        kind: 'definer-routine',
        object: routineRef(database, routine),
        ...holdersBound(database, routineRef(database, routine), ['EXECUTE'], table),
        certain,
        why: `it runs as ${routine.owner}, whom the policies do not bind, and names the table`,
      });
    }
    if (incomplete !== null) undecided.push({ object: routineRef(database, routine), reason: incomplete });
  }
  return { byTable: list.found, undecided };
});
