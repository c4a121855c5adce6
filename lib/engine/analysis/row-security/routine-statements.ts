import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { parsePlpgsql, parseSql } from './parser.ts';
import { isTree, type Tree, type TreeValue } from './tree.ts';

/** One statement or expression of a routine's body. */
export interface RoutineStatement {
  readonly tree: Tree;
  /** PL/pgSQL: the variable or field it is assigned to, as written (`NEW.ssn`, `total`); else `null`. */
  readonly assignsTo: string | null;
}

export interface RoutineStatements {
  readonly statements: readonly RoutineStatement[];
  /** Why there may be more than `statements` says, else `null`. */
  readonly incomplete: string | null;
}

/** The inventory cuts sources here. */
const cutAt = 65_536;

const unreadable = (reason: string): RoutineStatements => ({ statements: [], incomplete: reason });

/** A dollar quote that the text does not hold. */
function dollarQuoted(text: string): string {
  let tag = '$postern$';
  while (text.includes(tag)) tag = `${tag.slice(0, -1)}x$`;
  return `${tag}${text}${tag}`;
}

function sqlBody(source: string): RoutineStatements {
  const standard = /^\s*(BEGIN ATOMIC|RETURN)\b/i.test(source);
  const parsed = parseSql(standard ? `CREATE FUNCTION f() RETURNS void LANGUAGE sql ${source}` : source);
  return 'error' in parsed
    ? unreadable('its body does not parse')
    : { statements: [{ tree: parsed.tree, assignsTo: null }], incomplete: null };
}

interface Query {
  readonly text: string;
  readonly assignsTo: string | null;
}

/** The SQL inside PL/pgSQL comes as text: whole statements, expressions, or assignments. */
function treeOf(query: string): Tree | null {
  const assignment = /^[^:=]*:?=([\s\S]*)$/.exec(query)?.[1];
  for (const text of [
    query,
    `SELECT ${query}`,
    ...(assignment === undefined ? [] : [`SELECT ${assignment}`]),
  ]) {
    const parsed = parseSql(text);
    if ('tree' in parsed) return parsed.tree;
  }
  return null;
}

function statementOf({ text, assignsTo }: Query): RoutineStatement | null {
  if (assignsTo === null) {
    const tree = treeOf(text);
    return tree && { tree, assignsTo };
  }
  // `x = y` would also parse as a comparison: the side that is assigned is taken by itself.
  const [, target = '', value = text] = /^([^:=]*?)\s*:?=([\s\S]*)$/.exec(text) ?? [];
  const parsed = parseSql(`SELECT ${value}`);
  if ('tree' in parsed) return { tree: parsed.tree, assignsTo: target.trim() || assignsTo };
  const tree = treeOf(text);
  return tree && { tree, assignsTo };
}

function* queriesIn(value: TreeValue | undefined, assignsTo: string | null): Generator<Query | 'dynamic'> {
  if (Array.isArray(value)) {
    for (const item of value) yield* queriesIn(item, assignsTo);
  } else if (isTree(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors' || key === 'dynquery')
        yield 'dynamic';
      if (key === 'PLpgSQL_expr' && isTree(inner) && typeof inner.query === 'string') {
        yield { text: inner.query, assignsTo };
      } else if (key === 'PLpgSQL_stmt_assign') {
        yield* queriesIn(inner, '');
      } else if (key === 'PLpgSQL_var' && isTree(inner) && typeof inner.refname === 'string') {
        yield* queriesIn(inner, inner.refname);
      } else {
        yield* queriesIn(inner, key.startsWith('PLpgSQL_stmt') ? null : assignsTo);
      }
    }
  }
}

/**
 * PL/pgSQL is compiled to be parsed, and the inventory knows neither the names of arguments nor how OUT ones make up the
 * result: names that turn out to be missing are declared, and other ways to return are tried.
 */
export function plpgsqlTree(
  source: string,
  returnType: string | null,
  kind: RoutineRow['kind'],
): Tree | null {
  const body = dollarQuoted(source);
  const ways =
    kind === 'procedure' ? [null] : [...new Set([returnType ?? 'void', 'SETOF record', 'void', 'text'])];
  for (const way of ways) {
    const names = new Set<string>();
    for (;;) {
      const declared = [...names].map((name) => `"${name.replaceAll('"', '""')}" text`).join(', ');
      const head = way === null ? `PROCEDURE f(${declared})` : `FUNCTION f(${declared}) RETURNS ${way}`;
      const parsed = parsePlpgsql(`CREATE ${head} LANGUAGE plpgsql AS ${body}`);
      if ('tree' in parsed) return parsed.tree;
      const missing = /^"(.+?)(?:\..*)?" is not a known variable$/.exec(parsed.error)?.[1];
      if (missing === undefined || names.has(missing) || names.size > 50) break;
      names.add(missing);
    }
  }
  return null;
}

function plpgsqlBody(source: string, returnType: string | null, kind: RoutineRow['kind']): RoutineStatements {
  const tree = plpgsqlTree(source, returnType, kind);
  if (!tree) return unreadable('its body does not parse without the names of its arguments');
  const statements: RoutineStatement[] = [];
  let incomplete: string | null = null;
  for (const query of queriesIn(tree, null)) {
    const statement = query === 'dynamic' ? null : statementOf(query);
    if (statement) statements.push(statement);
    else
      incomplete =
        query === 'dynamic' ? 'it builds statements while it runs' : 'one of its statements does not parse';
  }
  return { statements, incomplete };
}

/**
 * The statements of a routine's own text, parsed. Routines it calls are not followed. A body in any other language, cut off,
 * hidden or unparsable is `incomplete`, never empty. Needs `loadParser()` first.
 */
export function routineStatements(
  routine: Pick<RoutineRow, 'source' | 'language' | 'returnType' | 'kind'>,
): RoutineStatements {
  const { source, language } = routine;
  if (source === null || source.trim() === '') return unreadable('its source is not readable');
  if (Buffer.byteLength(source) >= cutAt - 4) return unreadable('its source is too long to be read whole');
  if (language === 'sql') return sqlBody(source);
  if (language === 'plpgsql') return plpgsqlBody(source, routine.returnType, routine.kind);
  return unreadable(`${language} is not parsed here`);
}
