import { databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { addBits, type Bits } from '../role-graph-closure.ts';
import { inBoth, noBits } from './power.ts';

function holdersOn(database: DatabaseFacts, privilege: 'CREATE' | 'TEMPORARY'): Bits {
  const access = databaseAccess(database);
  const found = noBits(access.graph);
  const object = access.find({ kind: 'database', name: database.name });
  if (object) addBits(found, access.sets(object, privilege).held);
  return found;
}

/** Roles that may make temporary objects. Shared: do not change it. */
export const temporaryCreators = memo((database: DatabaseFacts): Bits => holdersOn(database, 'TEMPORARY'));

/** Roles that may create a routine in some lasting schema, one of their own making included. Shared: do not change it. */
export const routineCreators = memo((database: DatabaseFacts): Bits => {
  const access = databaseAccess(database);
  const found = holdersOn(database, 'CREATE');
  for (const schema of access.objects(['schema'])) addBits(found, access.sets(schema, 'CREATE').held);
  return found;
});

/** Roles that may create a routine anywhere, for as long as their session lasts at least. Shared: do not change it. */
export const anyCreators = memo((database: DatabaseFacts): Bits => {
  const found = routineCreators(database).slice();
  addBits(found, temporaryCreators(database));
  return found;
});

/** Roles that may replace a routine: they have its owner's privileges, and CREATE on its schema (`CreateFunction`). */
export function replacers(database: DatabaseFacts, schema: string, owner: string): Bits {
  const access = databaseAccess(database);
  const place = access.find({ kind: 'schema', database: database.name, name: schema });
  const heirs = access.graph.reachersOf(owner, 'inherit', database.name);
  return place ? inBoth(heirs, access.sets(place, 'CREATE').held) : noBits(access.graph);
}
