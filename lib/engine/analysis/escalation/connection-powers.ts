import { databaseAccess } from '../effective-privileges.ts';
import type { ClusterFacts, DatabaseFacts } from '../facts.ts';
import { rulesFromInventory } from '../hba/rules-from-inventory.ts';
import { reach } from '../reach.ts';
import { roleGraph } from '../role-graph.ts';
import { type Detour, inBoth, noBits, type Power, power, quoted } from './power.ts';
import { executors } from './routine-powers.ts';

/**
 * Making the server connect elsewhere: dblink (whose functions ask for a password), servers of a foreign-data wrapper
 * one may use, and since 16 subscriptions. Throws `UnreadSection`.
 */
export function connectionPowers(database: DatabaseFacts, major: number): Power[] {
  const access = databaseAccess(database);
  const { graph } = access;
  const inDatabase = `in database ${quoted(database.name)}`;
  const dblink = database
    .read('routines')
    .filter((one) => one.extension === 'dblink' && one.name === 'dblink_connect')
    .map((routine) =>
      power({
        to: 'connection',
        target: 'dblink',
        members: executors(access, database, routine),
        inWords: (holder) =>
          `${quoted(holder)} may make the server connect to any host by dblink ${inDatabase}`,
      }),
    );
  const wrappers = [...access.objects(['foreign-data-wrapper'])].map((wrapper) =>
    power({
      to: 'connection',
      target: `foreign-data wrapper ${wrapper.name}`,
      members: access.sets(wrapper, 'USAGE').held,
      inWords: (holder) =>
        `${quoted(holder)} may make foreign servers at any host with ${quoted(wrapper.name)} ${inDatabase}`,
    }),
  );
  const own = access.find({ kind: 'database', name: database.name });
  const creators = own ? access.sets(own, 'CREATE').held : noBits(graph);
  const subscriptions =
    major < 16
      ? []
      : [
          power({
            to: 'connection',
            target: 'pg_create_subscription',
            members: inBoth(graph.reachersOf('pg_create_subscription', 'inherit', database.name), creators),
            inWords: (holder) =>
              `${quoted(holder)} may make the server subscribe to any host ${inDatabase} (pg_create_subscription)`,
          }),
        ];
  return [...dblink, ...wrappers, ...subscriptions];
}

/** The first superuser that a rule lets in from the machine itself without asking for anything; null where none, or untold. */
function trustedSuperuser(
  facts: ClusterFacts,
): { readonly role: string; readonly line: number | null } | null {
  if (rulesFromInventory(facts).errors.length > 0) return null;
  const graph = roleGraph(facts);
  for (const one of reach(facts)) {
    if (one.method !== 'trust' || one.replication || one.origin.class === 'network') continue;
    const role = one.roles.find((name) => graph.roles.get(name)?.superuser);
    if (role !== undefined) return { role, line: one.rule?.line ?? null };
  }
  return null;
}

/**
 * `dblink_connect_u` asks for no password and only superusers may execute it at first: whoever was granted it connects
 * back as a superuser where a rule trusts the machine itself. Throws `UnreadSection`.
 */
export function loopbackDetours(database: DatabaseFacts): Detour[] {
  const routines = database
    .read('routines')
    .filter((one) => one.extension === 'dblink' && one.name === 'dblink_connect_u');
  if (routines.length === 0) return [];
  const trusted = trustedSuperuser(database.cluster);
  if (!trusted) return [];
  const where = trusted.line === null ? '' : ` by line ${trusted.line} of pg_hba.conf`;
  return routines.map((routine) => ({
    members: executors(databaseAccess(database), database, routine),
    to: trusted.role,
    inWords: (holder) =>
      `${quoted(holder)} may connect back as ${quoted(trusted.role)} by dblink_connect_u in database ${quoted(database.name)}, trusted${where}`,
  }));
}
