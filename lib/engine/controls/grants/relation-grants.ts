import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import { type GrantEntry, grantEntriesIn } from './grant-entry.ts';

/** A relation with the entries in force on it: half a dozen controls go through them, and share what was made of them. */
export interface RelationGrants {
  readonly relation: RelationRow;
  readonly entries: readonly GrantEntry[];
  /** What was given to others than the owner; on most relations a few entries, on many none. */
  readonly toOthers: readonly GrantEntry[];
}

const nothing: readonly GrantEntry[] = [];

/** Every relation, in the inventory's order, system schemas and extensions' own included. */
export const relationGrants = memo((database: DatabaseFacts): readonly RelationGrants[] => {
  // Lists that are alike are one list (`ArrayCache`): what others hold by it is then one list too.
  const known = new Map<
    readonly GrantEntry[],
    { readonly owner: string; readonly toOthers: readonly GrantEntry[] }
  >();
  return database.read('relations').map((relation) => {
    const { owner } = relation;
    const entries = grantEntriesIn(database.cluster, relation);
    const before = known.get(entries);
    if (before?.owner === owner) return { relation, entries, toOthers: before.toOthers };
    const others = entries.filter((entry) => entry.grantee !== owner);
    const toOthers = others.length === 0 ? nothing : others;
    known.set(entries, { owner, toOthers });
    return { relation, entries, toOthers };
  });
});
