import { type Match, matchUser } from './match-token.ts';
import type { IdentRule } from './parse-ident-file.ts';

/** Whether a name can come out of the form `…\1…`. */
function fits(text: string, role: string): boolean {
  const at = text.indexOf('\\1');
  const [before, after] = [text.slice(0, at), text.slice(at + 2)];
  return role.length >= before.length + after.length && role.startsWith(before) && role.endsWith(after);
}

/**
 * Whether the line is for that role, whoever comes: `unknown` where it depends on the outside name (`\1`) or where lost
 * quotes leave two readings.
 */
export function namesRole(
  { systemUser, databaseUser }: Pick<IdentRule, 'systemUser' | 'databaseUser'>,
  who: { readonly user: string; readonly memberOf: ReadonlySet<string>; readonly userExists?: boolean },
  major: number,
): Match {
  const { text, quoted } = databaseUser;
  const special =
    major >= 16 && ((quoted !== true && (text === 'all' || text.startsWith('+'))) || text.startsWith('/'));
  if (systemUser.text.startsWith('/') && text.includes('\\1') && !special)
    return fits(text, who.user) ? 'unknown' : 'no';
  if (major < 16) return text === who.user ? 'yes' : 'no';
  return matchUser(databaseUser, { ...who, database: '', replication: false }, major);
}
