import type { ClusterFacts } from './facts.ts';
import { addressConcerns, typeConcerns } from './hba/decide.ts';
import type { HbaRequest, HbaRule, HbaRules } from './hba/hba-rule.ts';
import { attemptGroups } from './reach-groups.ts';
import { type Origin, placesOf } from './reach-place.ts';
import { roleGraph } from './role-graph.ts';
import { UnreadSection } from './unread-section.ts';

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
  /** Of each file the rules for this place, which decide `request` as the whole file does. */
  readonly files: readonly HbaRules[];
}

/** Comparisons of a name or a place with a rule, and names in the answer: some seconds' worth. */
const mostWork = 10_000_000;

function tooMuch(): UnreadSection {
  return new UnreadSection({
    input: 'hba-rules',
    database: null,
    reason:
      'so many rules, roles and databases that who reaches what was not worked out: try single connections',
    grant: null,
  });
}

/**
 * Every attempt that could be made, in sets that none of these files' rules tells apart: place by place, the socket first,
 * then plain and with TLS. Reads `roles`, `memberships`, `databases`. All files are of one major. Throws `UnreadSection` where
 * there is more to compare than can be waited for.
 */
export function* attemptSets(facts: ClusterFacts, files: readonly HbaRules[]): Generator<AttemptSet> {
  const graph = roleGraph(facts);
  const logins = facts
    .read('roles')
    .filter((role) => role.login)
    .map((role) => role.name)
    .sort();
  const databases = facts
    .read('databases')
    .filter((row) => row.allowConnections)
    .map((row) => row.name)
    .sort();
  let left = mostWork;
  const spend = (work: number) => {
    left -= work;
    if (left < 0) throw tooMuch();
  };
  const memberOf = (role: string) => graph.memberOf(role);
  const groupsOf = attemptGroups({ logins, databases, memberOf }, files[0]?.major ?? 0, spend);
  const replicates = (user: string) =>
    graph.roles.get(user)?.replication === true || graph.roles.get(user)?.superuser === true;
  const all = files.flatMap((file) => file.rules);
  // Each place is held against every rule, and so is each network against every other.
  spend(new Set(all.map((rule) => JSON.stringify(rule.address, bigintText))).size * all.length);
  for (const { address, origin } of placesOf(all)) {
    const from = { address, gss: false, serverAddresses: null };
    const near = files.map((file) => file.rules.filter((rule) => addressConcerns(rule, from)));
    for (const tls of address === null ? [null] : [false, true]) {
      const where = { ...from, tls: tls === true };
      const here = files.map((file, at) => ({
        ...file,
        rules: (near[at] ?? []).filter((rule: HbaRule) => typeConcerns(rule, where)),
      }));
      const rules = here.flatMap((file) => file.rules);
      const groups = groupsOf(rules);
      for (const users of groups.users) {
        for (const group of [...groups.databases, []]) {
          const [user] = users;
          const replication = group.length === 0;
          const roles = replication ? users.filter(replicates) : users;
          if (user === undefined || roles.length === 0) continue;
          spend(rules.length + roles.length + group.length);
          const request = {
            ...where,
            user,
            database: group[0] ?? user,
            replication,
            memberOf: memberOf(user),
          };
          yield { roles, databases: group, replication, origin, tls, request, files: here };
        }
      }
    }
  }
}

const bigintText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
