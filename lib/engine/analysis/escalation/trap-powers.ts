import { databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { overridesOf } from '../parameter-levels.ts';
import { splitSearchPath } from '../search-path.ts';
import { isNone, type Power, power, quoted, without } from './power.ts';
import { gainOf } from './strong-roles.ts';

/** PostgreSQL's own default, where the server's value hides behind the scan role's. */
const usualPath = '"$user", public';

/** The schemas a role looks names up in after it connected to the database, those of the system left out. */
function pathOf(database: DatabaseFacts, role: string): readonly string[] {
  const overrides = overridesOf(database.cluster, 'search_path');
  const at = (who: string | null, where: string | null) =>
    overrides.find((one) => one.role === who && one.database === where)?.value;
  const server = database.cluster.read('settings').find((row) => row.name === 'search_path')?.value;
  const value =
    at(role, database.name) ??
    at(role, null) ??
    at(null, database.name) ??
    at(null, null) ??
    server ??
    usualPath;
  return (splitSearchPath(value) ?? [value])
    .map((schema) => (schema === '$user' ? role : schema))
    .filter((schema) => schema !== '' && !schema.startsWith('pg_'));
}

/**
 * Code laid where a stronger role will run it, by names alone: objects created in a schema of its search path (CVE-2018-1058), and the
 * path that a database's owner may set for everybody. Waits for a statement of that role. One power per schema, and one
 * per database, in the name of the first such role. Throws `UnreadSection` without `schemas`, `settings` and `role-settings`.
 */
export function trapPowers(database: DatabaseFacts, strong: ReadonlySet<string>): Power[] {
  const access = databaseAccess(database);
  const { graph } = access;
  const cluster = database.cluster;
  const inDatabase = `in database ${quoted(database.name)}`;
  const powers: Power[] = [];
  const taken = new Set<string>();
  const schemas = new Map([...access.objects(['schema'])].map((one) => [one.name, one]));
  for (const victim of strong) {
    if (!graph.roles.get(victim)?.login) continue;
    const gain = gainOf(cluster, victim);
    for (const name of pathOf(database, victim)) {
      const schema = schemas.get(name);
      // One superuser is like another; any other role is a goal of its own.
      const key = gain === 'superuser' ? name : `${name}\0${victim}`;
      if (!schema || taken.has(key)) continue;
      taken.add(key);
      const members = without(
        access.sets(schema, 'CREATE').held,
        graph.reachersOf(victim, 'set', database.name),
      );
      if (isNone(members)) continue;
      powers.push(
        power({
          to: gain,
          target: victim,
          members,
          inWords: (holder) =>
            `${quoted(holder)} may create in schema ${quoted(name)} ${inDatabase}, where ${quoted(victim)} looks up names`,
          waitsFor: `${quoted(victim)} running a statement with an unqualified name ${inDatabase}`,
        }),
      );
    }
  }
  const own = access.find({ kind: 'database', name: database.name });
  const [victim] = strong;
  if (own && victim !== undefined && gainOf(cluster, victim) === 'superuser') {
    powers.push(
      power({
        to: 'superuser',
        target: victim,
        members: graph.reachersOf(own.owner, 'inherit', database.name),
        inWords: (holder) =>
          `${quoted(holder)} owns database ${quoted(database.name)} and may set search_path for everybody who connects to it`,
        waitsFor: `${quoted(victim)} running a statement ${inDatabase}`,
      }),
    );
  }
  return powers;
}
