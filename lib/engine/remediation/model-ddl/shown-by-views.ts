import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { relationKey } from '../../analysis/relation-index.ts';

/** Every relation a view or materialized view reads, through others too; by `relationKey`. Throws `UnreadSection`. */
export const readByViews = memo((facts: DatabaseFacts) => {
  const direct = Map.groupBy(
    facts.read('view-dependencies').filter((row) => row.kind === 'relation'),
    (row) => relationKey(row.schema, row.view),
  );
  const known = new Map<string, ReadonlyMap<string, { readonly schema: string; readonly name: string }>>();
  return (schema: string, name: string) => {
    const from = relationKey(schema, name);
    const done = known.get(from);
    if (done) return done;
    const found = new Map<string, { readonly schema: string; readonly name: string }>();
    const waiting = [from];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      for (const row of direct.get(key) ?? []) {
        const next = relationKey(row.dependsOnSchema, row.dependsOn);
        if (found.has(next)) continue;
        found.set(next, { schema: row.dependsOnSchema, name: row.dependsOn });
        waiting.push(next);
      }
    }
    known.set(from, found);
    return found;
  };
});
