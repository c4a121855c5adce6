import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import { relationKey } from './row-security-bypass.ts';

/** Whether a view checks privileges and policies as whoever queries it (15+). Spellings as `parse_bool` reads them. */
export function isSecurityInvoker(view: RelationRow): boolean {
  return view.options.some((option) => /^security_invoker=(on|t|tr|tru|true|y|ye|yes|1)$/i.test(option));
}

const dependencies = memo((database: DatabaseFacts): ReadonlyMap<string, readonly RelationRow[]> => {
  const relations = new Map(
    database.read('relations').map((row) => [relationKey(row.schema, row.name), row]),
  );
  const found = new Map<string, RelationRow[]>();
  for (const row of database.read('view-dependencies')) {
    const source =
      row.kind === 'relation' ? relations.get(relationKey(row.dependsOnSchema, row.dependsOn)) : undefined;
    if (!source) continue;
    const view = relationKey(row.schema, row.view);
    found.set(view, [...(found.get(view) ?? []), source]);
  }
  return found;
});

/** A relation that a view reads in the end, and the role its policies are checked for. */
export interface ViewSource {
  readonly table: RelationRow;
  readonly checkedAs: string;
}

/**
 * What a view or materialized view reads through any number of views. Its owner's rights count; an inner view with
 * `security_invoker` passes on whose rights they are, an ordinary inner view puts its own owner in.
 */
export function viewSources(database: DatabaseFacts, view: RelationRow): ViewSource[] {
  const sources: ViewSource[] = [];
  const seen = new Set<string>();
  const visit = (from: RelationRow, checkedAs: string) => {
    for (const source of dependencies(database).get(relationKey(from.schema, from.name)) ?? []) {
      const key = JSON.stringify([source.schema, source.name, checkedAs]);
      if (seen.has(key)) continue;
      seen.add(key);
      if (source.kind === 'view' || source.kind === 'materialized-view')
        visit(source, isSecurityInvoker(source) ? checkedAs : source.owner);
      else sources.push({ table: source, checkedAs });
    }
  };
  visit(view, view.owner);
  return sources;
}
