import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { Grantee } from '../../model/privilege.ts';
import { grantEntries } from '../grants/grant-entry.ts';

const ways = ['inherit', 'set'] as const;

const knownLogins = memo((_: DatabaseFacts) => new Map<Grantee, readonly string[]>());

/** Login roles, superusers left out, that have the rights of `grantee` now or after a SET ROLE. Sorted. */
export function loginsThrough(database: DatabaseFacts, grantee: Grantee): readonly string[] {
  const known = knownLogins(database).get(grantee);
  if (known) return known;
  const graph = roleGraph(database.cluster);
  const logins = [...graph.roles.values()]
    .filter((role) => role.login && !role.superuser)
    .map((role) => role.name)
    .filter(
      (login) => grantee === null || ways.some((how) => graph.reaches(login, grantee, how, database.name)),
    )
    .sort();
  knownLogins(database).set(grantee, logins);
  return logins;
}

const usersBySchema = memo((_: DatabaseFacts) => new Map<string, ReadonlySet<string>>());

/** Login roles that may use the schema at all, without which a grant on a table in it is of no use. */
export function loginsUsing(database: DatabaseFacts, schema: string): ReadonlySet<string> {
  const known = usersBySchema(database).get(schema);
  if (known) return known;
  const row = database.read('schemas').find((one) => one.name === schema);
  const grantees: Grantee[] = row
    ? grantEntries(row.acl, 'schema', row.owner)
        .filter((entry) => entry.privileges.includes('USAGE'))
        .map((entry) => entry.grantee)
    : [];
  // Both predefined roles come with USAGE on every schema.
  const users = new Set(
    [...grantees, 'pg_read_all_data', 'pg_write_all_data'].flatMap((grantee) =>
      loginsThrough(database, grantee),
    ),
  );
  usersBySchema(database).set(schema, users);
  return users;
}
