import type { ClusterFacts } from './facts.ts';
import { decide } from './hba/decide.ts';
import type { HbaDecision, HbaRule, HbaRules } from './hba/hba-rule.ts';
import { anyMatch, matchDatabase, matchUser } from './hba/match-token.ts';
import { rulesFromInventory } from './hba/rules-from-inventory.ts';
import { memo } from './memo.ts';
import { type Origin, placesOf } from './reach-place.ts';
import { roleGraph } from './role-graph.ts';

/** A set of attempts that the rules treat alike, and that get past them (or may: `undecidable`). */
export interface Reach {
  /** Login roles, sorted. */
  readonly roles: readonly string[];
  /** Databases that accept connections, sorted; empty for physical replication, which has none. */
  readonly databases: readonly string[];
  readonly replication: boolean;
  readonly origin: Origin;
  /** `null` for the local socket. GSSAPI-encrypted connections are not listed. */
  readonly tls: boolean | null;
  readonly decision: 'method' | 'undecidable';
  readonly method: string | null;
  readonly options: HbaDecision['options'];
  readonly rule: HbaRule | null;
}

/** Groups of items with the same signature, in order of first appearance. */
function alike<Item>(items: readonly Item[], signature: (item: Item) => string): Item[][] {
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
  { rules, major }: HbaRules,
  { logins, databases, memberOf }: Names,
): { users: string[][]; databases: string[][] } {
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

/** Answers of one place, gathered: first the databases one group of roles reaches alike, then the groups that reach the same. */
function gathered(answers: readonly Reach[], position: (rule: HbaRule | null) => number): Reach[] {
  const key = (one: Reach) => [one.decision, position(one.rule), one.replication];
  const byRoles = alike(answers, (one) => JSON.stringify([key(one), one.roles])).flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, databases: group.flatMap((one) => one.databases).sort() }] : [];
  });
  return alike(byRoles, (one) => JSON.stringify([key(one), one.databases])).flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, roles: group.flatMap((one) => one.roles).sort() }] : [];
  });
}

/**
 * Who can reach which database from where, by which method and with or without TLS: the first matching rule decides.
 * CONNECT, passwords and certificates come after that. Nobody, where the file has errors: what the server applies is
 * then unknown, and `rulesFromInventory(facts).errors` says so. Reads `hba-rules`, `roles`, `memberships`, `databases`.
 */
export const reach = memo((facts: ClusterFacts): readonly Reach[] => {
  const rules = rulesFromInventory(facts);
  if (rules.errors.length > 0) return [];
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
  const groups = groupsOf(rules, names);
  const positions = new Map(rules.rules.map((rule, at) => [rule, at]));
  const replicates = (user: string) =>
    graph.roles.get(user)?.replication === true || graph.roles.get(user)?.superuser === true;
  const found: Reach[] = [];
  for (const place of placesOf(rules.rules)) {
    for (const tls of place.address === null ? [null] : [false, true]) {
      const answers = groups.users.flatMap((roles) => {
        const [user] = roles;
        if (user === undefined) return [];
        const ask = (databases: readonly string[], replication: boolean): Reach[] => {
          const among = replication ? roles.filter(replicates) : roles;
          const { decision, method, options, rule } = decide(rules, {
            user,
            database: databases[0] ?? user,
            address: place.address,
            tls: tls === true,
            gss: false,
            replication,
            memberOf: names.memberOf(user),
            serverAddresses: null,
          });
          if (among.length === 0 || (decision !== 'method' && decision !== 'undecidable')) return [];
          return [
            {
              roles: among,
              databases,
              replication,
              origin: place.origin,
              tls,
              decision,
              method,
              options,
              rule,
            },
          ];
        };
        return [...groups.databases.flatMap((databases) => ask(databases, false)), ...ask([], true)];
      });
      found.push(...gathered(answers, (rule) => (rule ? (positions.get(rule) ?? -1) : -1)));
    }
  }
  return found;
});
