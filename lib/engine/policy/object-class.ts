import type { ObjectRef } from '../model/object-ref.ts';
import type { objectClasses } from './policy.ts';

/** Words of the policy for objects: a class, or one kind exactly. */
export type ObjectClass = (typeof objectClasses)[number];

/** As in `GRANT … ON ALL TABLES`, tables include views and foreign tables. */
const classes: Readonly<Record<string, readonly ObjectRef['kind'][]>> = {
  tables: ['table', 'view', 'materialized-view', 'foreign-table', 'partitioned-table'],
  sequences: ['sequence'],
  functions: ['function', 'procedure'],
  schemas: ['schema'],
};

/** Whether a class of the policy speaks of objects of this kind. Of a column it speaks through its table. */
export function classCovers(objects: ObjectClass, kind: ObjectRef['kind']): boolean {
  const asked = kind === 'column' && objects !== 'column' ? 'table' : kind;
  return classes[objects]?.includes(asked) ?? objects === asked;
}
