import type { ForeignKeyRow } from '../../inventory/sections/foreign-keys.ts';
import type { DatabaseFacts } from '../facts.ts';
import type { ExpressionJudgement } from './judge-expression.ts';
import type { RowEffect } from './policy-effect.ts';
import {
  type BoundHolders,
  holdersBound,
  isGoneBySomebody,
  joined,
  narrowed,
  type RowBypass,
  relationRef,
} from './row-bypass.ts';
import type { TableRowSecurity } from './table-row-security.ts';
import { boundaryOf, carriesBoundary, compares, isHeldTo, learnsNothing } from './tenant-boundary.ts';

type Hold = 'free' | 'unknown' | 'held';

/** The columns across the key from these. */
function across(columns: readonly string[], from: readonly string[], to: readonly string[]): string[] {
  return columns.flatMap((column) => to[from.indexOf(column)] ?? []);
}

function holdOf(effect: RowEffect, isHeld: () => boolean): Hold {
  if (effect === 'unknown') return 'unknown';
  if (effect === 'deny-all') return 'held';
  return effect === 'filtered' && isHeld() ? 'held' : 'free';
}

/** Ways for those whom nothing holds, and uncertain ones for those of whom it cannot be told. */
function waysFor(
  database: DatabaseFacts,
  holders: BoundHolders,
  holdOn: (role: string) => Hold,
  way: Omit<RowBypass, 'roles' | 'afterSetRole' | 'certain'>,
): readonly RowBypass[] {
  return ([true, false] as const).flatMap((certain): RowBypass[] => {
    const who = narrowed(database, holders, (role) => holdOn(role) === (certain ? 'free' : 'unknown'));
    return isGoneBySomebody(who) ? [{ ...way, ...who, certain }] : [];
  });
}

/** Who learns by writing `referencing` whether a row of `table`, which it refers to, is there. */
export function probesByForeignKey(
  database: DatabaseFacts,
  key: ForeignKeyRow,
  table: TableRowSecurity,
  referencing: TableRowSecurity,
): readonly RowBypass[] {
  const object = relationRef(database, referencing.relation);
  const only = { columns: key.columns };
  const write = (command: 'INSERT' | 'UPDATE') => {
    const holders = holdersBound(database, object, [command], table.relation, only);
    // Held where the tenant in the key is one that the writer may write, or where the policy looks the row up.
    const tenant = across(boundaryOf(table), key.referencedColumns, key.columns);
    const carried = carriesBoundary(table, key.referencedColumns);
    const holdOn = (role: string) =>
      holdOf(referencing.effectFor(role, command, 'check'), () =>
        isHeldTo(
          referencing,
          role,
          { command, side: 'check' },
          (judged) => (carried && compares(tenant)(judged)) || looksUp(judged, key, table),
        ),
      );
    return { holders, holdOn };
  };
  const [insert, update] = [write('INSERT'), write('UPDATE')];
  const holdOn = (role: string): Hold => {
    if (learnsNothing(database, role, table)) return 'held';
    const holds = [insert, update]
      .filter(({ holders }) => holders.roles.includes(role))
      .map((one) => one.holdOn(role));
    return holds.includes('free') ? 'free' : holds.includes('unknown') ? 'unknown' : 'held';
  };
  return waysFor(database, joined(insert.holders, update.holders), holdOn, {
    kind: 'foreign-key',
    gives: 'existence',
    object,
    why: `foreign key ${key.name} (${key.columns.join(', ')}) is checked against every row, whatever the policies say: what is accepted is there`,
  });
}

/** A policy that finds the referenced row through the table's own policies lets nothing be written that one does not see. */
function looksUp(judged: ExpressionJudgement, key: ForeignKeyRow, { relation }: TableRowSecurity): boolean {
  const own = [`${relation.schema}.${relation.name}`, relation.name];
  return compares(key.columns)(judged) && judged.relations.some((name) => own.includes(name));
}

/** Who learns by deleting from `referenced`, or changing its key, of rows of `table` that refer there, or changes those too. */
export function touchesByForeignKey(
  database: DatabaseFacts,
  key: ForeignKeyRow,
  table: TableRowSecurity,
  referenced: TableRowSecurity,
): readonly RowBypass[] {
  const object = relationRef(database, referenced.relation);
  return (['DELETE', 'UPDATE'] as const).flatMap((command) => {
    const action = command === 'DELETE' ? key.onDelete : key.onUpdate;
    const holders = holdersBound(database, object, [command], table.relation, {
      columns: key.referencedColumns,
    });
    const boundary = boundaryOf(referenced);
    const holdOn = (role: string): Hold => {
      if (learnsNothing(database, role, table)) return 'held';
      const effect = referenced.effectFor(role, command, 'using');
      // Held to its own rows there, it only meets the rows of others that refer to them.
      return holdOf(effect, () => isHeldTo(referenced, role, { command, side: 'using' }, compares(boundary)));
    };
    const changes = action !== 'no-action' && action !== 'restrict';
    return waysFor(database, holders, holdOn, {
      kind: 'foreign-key',
      gives: changes ? 'changes' : 'existence',
      object,
      why: changes
        ? `${command} there goes on to the rows that refer to it by foreign key ${key.name} (${action.replace('-', ' ').toUpperCase()}), whatever the policies say`
        : `${command} there is refused while rows refer to it by foreign key ${key.name}, whatever the policies say: a refusal tells of them`,
    });
  });
}
