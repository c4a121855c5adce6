import { databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { addBits } from '../role-graph-closure.ts';
import { noBits, type Power, power, quoted, without } from './power.ts';

const places = [
  { relation: 'pg_authid', column: 'rolpassword' },
  { relation: 'pg_shadow', column: 'passwd' },
] as const;

/** Reading password verifiers: SELECT on their column, by grant or by `pg_read_all_data`. Throws `UnreadSection` without `relations` and `columns`. */
export function verifierPowers(database: DatabaseFacts): Power[] {
  const access = databaseAccess(database);
  const told = noBits(access.graph);
  return places.flatMap(({ relation, column }) => {
    const object = access.find({
      kind: 'column',
      database: database.name,
      schema: 'pg_catalog',
      relation,
      column,
    });
    if (!object) return [];
    // The view says nothing more to whoever reads the table.
    const members = without(access.sets(object, 'SELECT').held, told);
    addBits(told, members);
    return [
      power({
        to: 'verifiers',
        target: relation,
        members,
        inWords: (holder) =>
          `${quoted(holder)} may read the password verifiers of every role in ${relation} of database ${quoted(database.name)}`,
      }),
    ];
  });
}
