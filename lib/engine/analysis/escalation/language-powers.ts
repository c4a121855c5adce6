import { databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { anyCreators } from './creators.ts';
import { inBoth, type Power, power, quoted } from './power.ts';

/**
 * Languages whose code the server does not confine. Where `lanpltrusted` is false only superusers create functions in them, whatever
 * their access list says, and GRANT refuses them (`CreateFunction`, `aclchk.c`). Setting it to true in the catalog, as
 * some guides advise, gives everybody with USAGE the server's account.
 */
const unconfined: ReadonlySet<string> = new Set([
  'internal',
  'c',
  'plperlu',
  'plpythonu',
  'plpython2u',
  'plpython3u',
  'pltclu',
  'plsh',
  'plr',
  'plluau',
  'javau',
]);

/** Languages marked trusted that are not. Throws `UnreadSection` without `languages`. */
export function languagePowers(database: DatabaseFacts): Power[] {
  const access = databaseAccess(database);
  return database.read('languages').flatMap(({ name, trusted }) => {
    const object = access.find({ kind: 'language', database: database.name, name });
    if (!trusted || !unconfined.has(name) || !object) return [];
    return [
      power({
        to: 'operating-system',
        target: `language ${name}`,
        members: inBoth(access.sets(object, 'USAGE').held, anyCreators(database)),
        inWords: (holder) =>
          `${quoted(holder)} may create functions in ${name}, which is marked trusted in database ${quoted(database.name)} and runs as the account of the server`,
      }),
    ];
  });
}
