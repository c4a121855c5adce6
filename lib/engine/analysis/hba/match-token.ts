import type { HbaToken } from './hba-rule.ts';
import { compilePostgresRegex, type PostgresRegex } from './postgres-regex.ts';

/** Three-valued: `unknown` where the source does not say enough. */
export type Match = 'yes' | 'no' | 'unknown';

export const databaseKeywords = ['all', 'sameuser', 'samerole', 'samegroup', 'replication'];

/** Who asks, for which database. */
export interface Who {
  readonly user: string;
  readonly database: string;
  readonly memberOf: ReadonlySet<string>;
  readonly userExists?: boolean;
  readonly replication: boolean;
}

const compiled = new Map<string, PostgresRegex | null>();

function regexMatch(pattern: string, text: string): Match {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    const result = compilePostgresRegex(pattern);
    regex = 'regex' in result ? result.regex : null;
    if (compiled.size > 10_000) compiled.clear();
    compiled.set(pattern, regex);
  }
  const found = regex?.matches(text) ?? null;
  return found === null ? 'unknown' : found ? 'yes' : 'no';
}

const answer = (matched: boolean): Match => (matched ? 'yes' : 'no');

/** A role is a member of itself; being superuser makes nobody a member. */
function isMember(who: Who, group: string): boolean {
  return who.userExists !== false && (group === who.user || who.memberOf.has(group));
}

function plain(text: string, name: string, major: number): Match {
  return major >= 16 && text.startsWith('/') ? regexMatch(text.slice(1), name) : answer(text === name);
}

/** Both readings of a token whose quotes are lost have to agree. */
function eitherReading(token: HbaToken, read: (quoted: boolean) => Match): Match {
  if (token.quoted !== null) return read(token.quoted);
  const bare = read(false);
  return bare === read(true) ? bare : 'unknown';
}

/** Source of the rules: `hba.c`, `check_db`. Physical replication matches the bare keyword `replication` and nothing else. */
export function matchDatabase(token: HbaToken, who: Who, major: number): Match {
  return eitherReading(token, (quoted) => {
    if (who.replication) return answer(!quoted && token.text === 'replication');
    if (quoted || !databaseKeywords.includes(token.text)) return plain(token.text, who.database, major);
    if (token.text === 'all') return 'yes';
    if (token.text === 'replication') return 'no';
    return answer(token.text === 'sameuser' ? who.database === who.user : isMember(who, who.database));
  });
}

/** Source of the rules: `hba.c`, `check_role`. */
export function matchUser(token: HbaToken, who: Who, major: number): Match {
  return eitherReading(token, (quoted) => {
    if (!quoted && token.text.startsWith('+')) return answer(isMember(who, token.text.slice(1)));
    if (!quoted && token.text === 'all') return 'yes';
    return plain(token.text, who.user, major);
  });
}

/** A list matches when one of its tokens does. */
export function anyMatch<Item>(items: readonly Item[], match: (item: Item) => Match): Match {
  let result: Match = 'no';
  for (const item of items) {
    const one = match(item);
    if (one === 'yes') return 'yes';
    if (one === 'unknown') result = 'unknown';
  }
  return result;
}
