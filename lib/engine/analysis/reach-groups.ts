import type { HbaRule, HbaToken } from './hba/hba-rule.ts';
import { anyMatch, matchDatabase, matchUser } from './hba/match-token.ts';

/** Who may try, and for which databases; sorted. */
export interface AttemptNames {
  readonly logins: readonly string[];
  readonly databases: readonly string[];
  memberOf(role: string): ReadonlySet<string>;
}

/** Users and databases in groups that every one of some rules treats alike, so that one of each is asked. */
export interface AttemptGroups {
  readonly users: readonly (readonly string[])[];
  readonly databases: readonly (readonly string[])[];
}

/** Groups of items with the same signature, in order of first appearance. */
export function alike<Item>(items: readonly Item[], signature: (item: Item) => string): Item[][] {
  return [...Map.groupBy(items, signature).values()];
}

const looksAtUser = (rule: HbaRule) => rule.databases.some(({ text }) => text.startsWith('same'));

/** The same for every rule list with the same lists of names, which is what most places of a long file have. */
export function attemptGroups(
  { logins, databases, memberOf }: AttemptNames,
  major: number,
  spend: (work: number) => void,
): (rules: readonly HbaRule[]) => AttemptGroups {
  const names = new Set(databases);
  const textOf = new Map<HbaRule, { readonly users: string; readonly databases: string }>();
  const texts = (rule: HbaRule) => {
    const known = textOf.get(rule);
    if (known) return known;
    const made = { users: JSON.stringify(rule.users), databases: JSON.stringify(rule.databases) };
    textOf.set(rule, made);
    return made;
  };
  const lists = (rules: readonly HbaRule[], of: 'users' | 'databases') =>
    new Map(rules.map((rule): [string, readonly HbaToken[]] => [texts(rule)[of], rule[of]]));
  const kept = new Map<string, string[][]>();
  const keep = (key: string, group: () => string[][]) => {
    const known = kept.get(key);
    if (known) return known;
    const made = group();
    kept.set(key, made);
    return made;
  };
  // Who each list of names lets in is asked of each list once.
  const usersOf = new Map<string, readonly string[]>();
  const userMatches = (text: string, tokens: readonly HbaToken[]) => {
    const known = usersOf.get(text);
    if (known) return known;
    spend(logins.length * tokens.length);
    const made = logins.map((user) => {
      const who = { user, database: '', memberOf: memberOf(user), replication: false };
      return anyMatch(tokens, (token) => matchUser(token, who, major));
    });
    usersOf.set(text, made);
    return made;
  };

  return (rules) => {
    const paired = rules.some(looksAtUser);
    const userLists = lists(rules, 'users');
    const users = keep(JSON.stringify(['users', paired, ...[...userLists.keys()].sort()]), () => {
      spend(logins.length * (userLists.size + 1));
      const answers = [...userLists].map(([text, tokens]) => userMatches(text, tokens));
      const numbers = new Map(logins.map((user, at) => [user, at]));
      return alike(logins, (user) => {
        const at = numbers.get(user) ?? -1;
        const own = paired ? [user, ...memberOf(user)].filter((name) => names.has(name)).sort() : [];
        return JSON.stringify([answers.map((answer) => answer[at]), own]);
      });
    });
    const databaseLists = lists(rules, 'databases');
    const grouped = keep(JSON.stringify(['databases', paired, ...[...databaseLists.keys()].sort()]), () => {
      spend(databases.length * (databaseLists.size + 1));
      const roles = paired ? new Set(logins.flatMap((user) => [user, ...memberOf(user)])) : new Set<string>();
      return alike(databases, (database) => {
        const who = { user: '', database, memberOf: new Set<string>(), replication: false };
        const own = roles.has(database) ? database : null;
        return JSON.stringify([
          [...databaseLists.values()].map((tokens) =>
            anyMatch(tokens, (token) => matchDatabase(token, who, major)),
          ),
          own,
        ]);
      });
    });
    return { users, databases: grouped };
  };
}
