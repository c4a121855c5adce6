import { databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { type Power, power, quoted } from './power.ts';

const places = [
  { relation: 'pg_authid', column: 'rolpassword' },
  { relation: 'pg_shadow', column: 'passwd' },
] as const;

/** Reading password verifiers: SELECT on their column, by grant or by `pg_read_all_data`. Throws `UnreadSection` without `relations` and `columns`. */
export function verifierPowers(database: DatabaseFacts): Power[] {
  const access = databaseAccess(database);
  return places.flatMap(({ relation, column }) => {
    const object = access.find({
      kind: 'column',
      database: database.name,
      schema: 'pg_catalog',
      relation,
      column,
    });
    if (!object) return [];
    return [
      power({
        to: 'verifiers',
        target: relation,
        members: access.sets(object, 'SELECT').held,
        inWords: (holder) =>
          `${quoted(holder)} may read the password verifiers of every role in ${relation} of database ${quoted(database.name)}`,
      }),
    ];
  });
}
