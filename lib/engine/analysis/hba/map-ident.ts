import type { HbaToken } from './hba-rule.ts';
import { type Match, matchUser } from './match-token.ts';
import type { IdentRule, IdentRules } from './parse-ident-file.ts';
import { compilePostgresRegex } from './postgres-regex.ts';

/** The user name that `databaseUser` stands for once `\1` is filled in, if any; `null` where that cannot be told. */
function expanded(rule: IdentRule, systemUser: string, major: number): readonly HbaToken[] | 'error' | null {
  const { text, quoted } = rule.databaseUser;
  const compiled = compilePostgresRegex(rule.systemUser.text.slice(1));
  if (!('regex' in compiled)) return null;
  const special = major >= 16 && ((quoted !== true && text.startsWith('+')) || text.startsWith('/'));
  if (special || !text.includes('\\1')) {
    const found = compiled.regex.matches(systemUser);
    return found === null ? null : found ? [rule.databaseUser] : [];
  }
  const captures = compiled.regex.captures(systemUser);
  if (captures === null || captures.length > 1) return null;
  const [capture] = captures;
  if (capture === undefined) return [];
  return capture === null ? 'error' : [{ text: text.replace('\\1', () => capture), quoted: true }];
}

/** Who claims to be whom. */
export interface IdentRequest {
  /** Of the rule's `map=` option; `null` without one. */
  readonly map: string | null;
  /** What the outside calls them: operating system user, certificate name, Kerberos principal. */
  readonly systemUser: string;
  readonly user: string;
  readonly memberOf: ReadonlySet<string>;
  readonly userExists?: boolean;
}

function lineMatches(rule: IdentRule, request: IdentRequest, major: number): Match | 'error' {
  const { map, systemUser, user } = request;
  if (rule.map !== map) return 'no';
  const isRegex = rule.systemUser.text.startsWith('/');
  if (!isRegex && rule.systemUser.text !== systemUser) return 'no';
  const names = isRegex ? expanded(rule, systemUser, major) : [rule.databaseUser];
  if (names === 'error') return 'error';
  if (names === null) return 'unknown';
  const who = { ...request, database: '', replication: false };
  const [name] = names;
  if (!name) return 'no';
  // Before 16, and once filled in, the name is compared letter by letter.
  if (major < 16 || name !== rule.databaseUser) return name.text === user ? 'yes' : 'no';
  return matchUser(name, who, major);
}

/**
 * Whether somebody the outside system calls `systemUser` may log in as `user`. Without a map (`null` or empty) both names
 * have to be equal. `pg_ident.conf` lines are tried in order until one matches. Source: `hba.c`, `check_usermap`.
 */
export function mapIdent(ident: IdentRules, request: IdentRequest): Match {
  return mapIdentLine(ident, request).match;
}

/** The same with the line that lets in, or the first that could not be followed; null where no line does. */
export function mapIdentLine(
  ident: IdentRules,
  request: IdentRequest,
): { readonly match: Match; readonly line: IdentRule | null } {
  if (request.map === null || request.map === '')
    return { match: request.systemUser === request.user ? 'yes' : 'no', line: null };
  if (ident.errors.length > 0) return { match: 'unknown', line: null };
  let doubtful: IdentRule | null = null;
  for (const rule of ident.rules) {
    const one = lineMatches(rule, request, ident.major);
    if (one === 'yes') {
      // A line before that could not be followed lets in, does nothing, or (with \1) ends the search.
      const ended = doubtful?.databaseUser.text.includes('\\1') === true;
      return ended
        ? { match: 'unknown', line: doubtful }
        : { match: 'yes', line: doubtful === null ? rule : null };
    }
    // A \1 without a group to fill it from: the server logs it and refuses, later lines notwithstanding.
    if (one === 'error') break;
    if (one === 'unknown') doubtful ??= rule;
  }
  return { match: doubtful === null ? 'no' : 'unknown', line: doubtful };
}
