import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { catalogObject, objectExists, roleExists, roleOid } from './catalog-object.ts';
import { condition, objectSays, roleSays } from './says.ts';

type ChangeOf<Do extends Change['do']> = Extract<Change, { do: Do }>;

/** A trigger is named by its table; everything else by its own row. */
function madeObject(on: ObjectRef, and = 'true'): string {
  if (on.kind !== 'trigger') return objectExists(on, and);
  return (
    'EXISTS (SELECT FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class o ON o.oid = g.tgrelid ' +
    'JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace ' +
    `WHERE n.nspname = ${literal(on.schema ?? '')} AND o.relname = ${literal(on.relation ?? '')} ` +
    `AND g.tgname = ${literal(on.name ?? '')} AND NOT g.tgisinternal AND ${and})`
  );
}

function standsOn(on: ObjectRef): readonly Condition[] {
  if (on.kind === 'trigger') {
    const { relation, ...rest } = on;
    const table: ObjectRef = {
      ...rest,
      kind: 'table',
      ...(relation === undefined ? {} : { name: relation }),
    };
    return [condition(`${objectSays(table)} exists`, objectExists(table))];
  }
  return [];
}

export const beforeCreateObject = ({ on, owner }: ChangeOf<'create-object'>): readonly Condition[] => [
  ...standsOn(on),
  ...(owner === null ? [] : [condition(`${roleSays(owner)} exists`, roleExists(owner))]),
  condition(`there is no ${objectSays(on)} yet`, `NOT ${madeObject(on)}`),
];

export function afterCreateObject({ on, owner }: ChangeOf<'create-object'>): readonly Condition[] {
  const column = owner === null ? undefined : catalogObject(on)?.owner;
  const whose = owner === null || column === undefined ? 'true' : `${column} = ${roleOid(owner)}`;
  const words = owner === null ? 'exists' : `exists and belongs to ${roleSays(owner)}`;
  return [condition(`${objectSays(on)} ${words}`, madeObject(on, whose))];
}

export const beforeDropObject = ({ on }: ChangeOf<'drop-object'>): readonly Condition[] => [
  condition(`${objectSays(on)} exists`, madeObject(on)),
];

export const afterDropObject = ({ on }: ChangeOf<'drop-object'>): readonly Condition[] => [
  condition(`there is no ${objectSays(on)}`, `NOT ${madeObject(on)}`),
];
