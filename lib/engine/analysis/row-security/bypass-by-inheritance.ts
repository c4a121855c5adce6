import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { relationKey } from '../relation-index.ts';
import { inheritanceOf } from './inheritance-of.ts';
import { type RowCommand, type RowEffect, rowCommands } from './policy-effect.ts';
import {
  type BoundHolders,
  type BypassesByTable,
  BypassList,
  holdersBound,
  isGoneBySomebody,
  joined,
  narrowed,
  nobody,
  protectedTables,
  relationRef,
  rowPrivileges,
} from './row-bypass.ts';
import type { StatedTenancy } from './stated-tenancy.ts';
import { type TableRowSecurity, tablesRowSecurity } from './table-row-security.ts';

const wide: ReadonlySet<RowEffect> = new Set(['unprotected', 'bypassed', 'open']);

/** Who gets more of the rows through `other` than through the table, where both have row security. */
function widerThrough(
  database: DatabaseFacts,
  table: TableRowSecurity,
  other: TableRowSecurity,
  leaks: (effect: RowEffect) => boolean,
): BoundHolders {
  const through = (command: RowCommand) =>
    narrowed(
      database,
      holdersBound(database, relationRef(database, other.relation), [command], table.relation),
      (role) => leaks(other.effectFor(role, command)) && !wide.has(table.effectFor(role, command)),
    );
  return rowCommands.map(through).reduce(joined, nobody);
}

const words = {
  child: {
    bare: 'it holds part of the rows and has no row security of its own: who may read it directly sees them all',
    wider:
      'it holds part of the rows, and asked directly only its own policies count, which let every row through',
    unknown: 'it holds part of the rows, and its own policies could not be judged',
  },
  parent: {
    bare: 'reading it reads the table too, and only its own policies are asked: it has none',
    wider: 'reading it reads the table too, and only its own policies are asked, which let every row through',
    unknown:
      'reading it reads the table too, and its own policies, which alone are asked, could not be judged',
  },
} as const;

/**
 * Partitions and inheritance children that can be read directly past their parent's policies, and parents through which a
 * protected child is read: without row security of their own, or with policies that let through what the table's do not.
 * Reads `relations`, `inheritance`, `columns`, `policies`, `roles`, `memberships`, `databases`. Needs `loadParser()` first.
 */
export const bypassesByInheritance = memo((database: DatabaseFacts) =>
  memo((policy: StatedTenancy): BypassesByTable => {
    const list = new BypassList();
    const { above, below } = inheritanceOf(database);
    const judged = tablesRowSecurity(database, policy);
    const look = (kind: 'child' | 'parent', table: RelationRow, other: RelationRow) => {
      const object = relationRef(database, other);
      const way = { kind, gives: 'rows', object } as const;
      if (!other.rowSecurity) {
        const who = holdersBound(database, object, rowPrivileges, table);
        list.add(table, { ...way, ...who, certain: true, why: words[kind].bare });
        return;
      }
      const [one, two] = [table, other].map((row) => judged.get(relationKey(row.schema, row.name)));
      if (!one || !two) return;
      const who = widerThrough(database, one, two, (effect) => wide.has(effect));
      if (isGoneBySomebody(who)) list.add(table, { ...way, ...who, certain: true, why: words[kind].wider });
      const perhaps = widerThrough(database, one, two, (effect) => effect === 'unknown');
      if (isGoneBySomebody(perhaps))
        list.add(table, { ...way, ...perhaps, certain: false, why: words[kind].unknown });
    };
    for (const table of protectedTables(database)) {
      const key = relationKey(table.schema, table.name);
      for (const child of below(key)) look('child', table, child);
      for (const parent of above(key)) look('parent', table, parent);
    }
    return list.found;
  }),
);
