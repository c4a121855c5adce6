import { parseSql, scanSql } from '../../analysis/row-security/parser.ts';
import { isTree, keyOf, listOf } from '../../analysis/row-security/tree.ts';
import { NotHandedOff } from './not-handed-off.ts';
import { identifierSpelledOut, literalSpelledOut } from './spelled-out.ts';

/** The value of `E'…'`, for the escapes that PostgreSQL and Postern write themselves; null for any other. */
function escapedValue(inner: string): string | null {
  const simple: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  let known = true;
  const value = inner.replaceAll("''", "'").replace(/\\(.)/gsu, (_, letter: string) => {
    if (/[0-9xuU]/.test(letter)) known = false;
    return simple[letter] ?? letter;
  });
  return known ? value : null;
}

/** What a routine's body may not hold as itself: tools read these wherever they stand. A line break is none of them. */
const unsafeBody =
  /\$\{|[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n\t]|^\s*--\s*(?:rollback|changeset|comment|precondition|property|ignore|validchecksum|liquibase)|liquibase\s*rollback/imu;

function bodySpelled(token: string, oneLine: boolean): string {
  const tag = token.slice(0, token.indexOf('$', 1) + 1);
  const body = token.slice(tag.length, -tag.length);
  return unsafeBody.test(body) || oneLine ? literalSpelledOut(body) : token;
}

function tokenSpelled(token: string, oneLine: boolean): string {
  if (token.startsWith('--') || token.startsWith('/*'))
    throw new NotHandedOff('a statement holds a comment, which cannot be carried into a migration');
  if (token.startsWith('"')) return identifierSpelledOut(token.slice(1, -1).replaceAll('""', '"'));
  if (token.startsWith("'")) return literalSpelledOut(token.slice(1, -1).replaceAll("''", "'"));
  if (/^e'/i.test(token)) {
    const value = escapedValue(token.slice(2, -1));
    return value === null ? token : literalSpelledOut(value);
  }
  return /^\$[^$0-9]*\$/u.test(token) ? bodySpelled(token, oneLine) : token;
}

/** The parse tree without where things stand in the text. */
function meaning(sql: string): string {
  const parsed = parseSql(sql);
  if ('error' in parsed) throw new NotHandedOff(`PostgreSQL’s parser refuses a statement: ${parsed.error}`);
  return listOf(parsed.tree.stmts)
    .map((one) => keyOf(isTree(one) ? one.stmt : one))
    .join('\n');
}

/**
 * The same statement on one line, with every name and string spelled so that no migration tool, pager or reviewer takes part
 * of it for something else. Bodies of routines stay as they are written, unless `oneLine`. PostgreSQL's scanner finds the
 * tokens, and its parser has to read the outcome as it read the original. The parser has to be loaded.
 *
 * @throws NotHandedOff
 */
export function plainSpelling(sql: string, { oneLine = false }: { oneLine?: boolean } = {}): string {
  const scanned = scanSql(sql);
  if ('error' in scanned)
    throw new NotHandedOff(`PostgreSQL’s scanner refuses a statement: ${scanned.error}`);
  let text = '';
  let end = 0;
  for (const token of scanned.tokens) {
    // psql would read `:n` of a slice `[1:n]` as its variable.
    const slice = text.endsWith(':') && !text.endsWith('::');
    text += token.start > end && text !== '' ? ' ' : slice ? ' ' : '';
    text += tokenSpelled(token.text, oneLine);
    end = token.end;
  }
  if (meaning(text) !== meaning(sql))
    throw new NotHandedOff('a statement could not be spelled plainly without changing what it means');
  return text;
}
