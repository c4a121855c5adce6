import type { ClusterFacts } from './facts.ts';
import type { HbaRequest, HbaRules } from './hba/hba-rule.ts';
import { anyMatch, matchDatabase, matchUser } from './hba/match-token.ts';
import { type Origin, placesOf } from './reach-place.ts';
import { roleGraph } from './role-graph.ts';

/** Attempts that no rule tells apart; `request` is one of them. */
export interface AttemptSet {
  /** Login roles, sorted; for replication those that may replicate. */
  readonly roles: readonly string[];
  /** Databases that accept connections, sorted; empty for physical replication, which has none. */
  readonly databases: readonly string[];
  readonly replication: boolean;
  readonly origin: Origin;
  /** `null` for the local socket. GSSAPI-encrypted connections are not listed. */
  readonly tls: boolean | null;
  readonly request: HbaRequest;
}

/** Groups of items with the same signature, in order of first appearance. */
export function alike<Item>(items: readonly Item[], signature: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = signature(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

interface Names {
  readonly logins: readonly string[];
  readonly databases: readonly string[];
  memberOf(role: string): ReadonlySet<string>;
}

/** Users and databases in groups that every rule treats alike, so that one of each is asked. */
function groupsOf(
  files: readonly HbaRules[],
  { logins, databases, memberOf }: Names,
): { users: string[][]; databases: string[][] } {
  const rules = files.flatMap((file) => file.rules);
  const major = files[0]?.major ?? 0;
  const paired = rules.some((rule) => rule.databases.some(({ text }) => text.startsWith('same')));
  const names = new Set(databases);
  const users = alike(logins, (user) => {
    const groups = memberOf(user);
    const who = { user, database: '', memberOf: groups, replication: false };
    const own = paired ? [user, ...groups].filter((name) => names.has(name)).sort() : [];
    return JSON.stringify([
      rules.map((rule) => anyMatch(rule.users, (token) => matchUser(token, who, major))),
      own,
    ]);
  });
  const roles = new Set(logins.flatMap((user) => [user, ...memberOf(user)]));
  const grouped = alike(databases, (database) => {
    const who = { user: '', database, memberOf: new Set<string>(), replication: false };
    const own = paired && roles.has(database) ? database : null;
    return JSON.stringify([
      rules.map((rule) => anyMatch(rule.databases, (token) => matchDatabase(token, who, major))),
      own,
    ]);
  });
  return { users, databases: grouped };
}

/**
 * Every attempt that could be made, in sets that none of these files' rules tells apart: place by place, the socket first,
 * then plain and with TLS. Reads `roles`, `memberships`, `databases`. All files are of one major.
 */
export function* attemptSets(facts: ClusterFacts, files: readonly HbaRules[]): Generator<AttemptSet> {
  const graph = roleGraph(facts);
  const names: Names = {
    logins: facts
      .read('roles')
      .filter((role) => role.login)
      .map((role) => role.name)
      .sort(),
    databases: facts
      .read('databases')
      .filter((row) => row.allowConnections)
      .map((row) => row.name)
      .sort(),
    memberOf: (role) => graph.memberOf(role),
  };
  const groups = groupsOf(files, names);
  const replicates = (user: string) =>
    graph.roles.get(user)?.replication === true || graph.roles.get(user)?.superuser === true;
  for (const place of placesOf(files.flatMap((file) => file.rules))) {
    for (const tls of place.address === null ? [null] : [false, true]) {
      for (const users of groups.users) {
        for (const databases of [...groups.databases, []]) {
          const [user] = users;
          const replication = databases.length === 0;
          const roles = replication ? users.filter(replicates) : users;
          if (user === undefined || roles.length === 0) continue;
          const request = {
            user,
            database: databases[0] ?? user,
            address: place.address,
            tls: tls === true,
            gss: false,
            replication,
            memberOf: names.memberOf(user),
            serverAddresses: null,
          };
          yield { roles, databases, replication, origin: place.origin, tls, request };
        }
      }
    }
  }
}
