import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { relationKey, relationsByKey } from '../relation-index.ts';

/** Relations above and below others in inheritance, however far, by `relationKey`; partitions among them. */
export const inheritanceOf = memo((database: DatabaseFacts) => {
  const relations = relationsByKey(database);
  const children = new Map<string, string[]>();
  const parents = new Map<string, string[]>();
  const link = (map: Map<string, string[]>, from: string, to: string) => {
    const list = map.get(from);
    if (list) list.push(to);
    else map.set(from, [to]);
  };
  for (const row of database.read('inheritance')) {
    const [parent, child] = [
      relationKey(row.parentSchema, row.parent),
      relationKey(row.childSchema, row.child),
    ];
    link(children, parent, child);
    link(parents, child, parent);
  }
  const all = (from: string, map: ReadonlyMap<string, readonly string[]>): RelationRow[] => {
    const seen = new Set<string>();
    const queue = [...(map.get(from) ?? [])];
    for (const key of queue) {
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(...(map.get(key) ?? []));
    }
    return [...seen].flatMap((key) => relations.get(key) ?? []);
  };
  return {
    below: (key: string) => all(key, children),
    above: (key: string) => all(key, parents),
  };
});
