import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { parsePlpgsql, parseSql } from './parser.ts';
import { isTree, nodesIn, type Tree, type TreeValue } from './tree.ts';

/** A relation as a routine's text names it. */
export interface MentionedRelation {
  /** `null`: by bare name, found through the search path. */
  readonly schema: string | null;
  readonly name: string;
}

export interface RoutineMentions {
  readonly relations: readonly MentionedRelation[];
  /** Why more may be read than `relations` says, else `null`. */
  readonly incomplete: string | null;
}

/** The inventory cuts sources here. */
const cutAt = 65_536;

/** Every relation reference of a tree; most stand there without their node name, all say their persistence. */
function* references(value: TreeValue | undefined): Generator<MentionedRelation> {
  if (Array.isArray(value)) {
    for (const item of value) yield* references(item);
  } else if (isTree(value)) {
    const { relname, schemaname, relpersistence } = value;
    if (typeof relname === 'string' && relpersistence !== undefined) {
      yield { schema: typeof schemaname === 'string' ? schemaname : null, name: relname };
    }
    for (const inner of Object.values(value)) yield* references(inner);
  }
}

function relationsIn(tree: Tree): MentionedRelation[] {
  const common = new Set(
    [...nodesIn(tree)].flatMap(({ kind, fields }) => (kind === 'CommonTableExpr' ? [fields.ctename] : [])),
  );
  return [...references(tree)].filter(({ schema, name }) => schema !== null || !common.has(name));
}

const unreadable = (reason: string): RoutineMentions => ({ relations: [], incomplete: reason });

/** A dollar quote that the text does not hold. */
function dollarQuoted(text: string): string {
  let tag = '$postern$';
  while (text.includes(tag)) tag = `${tag.slice(0, -1)}x$`;
  return `${tag}${text}${tag}`;
}

function sqlBody(source: string): RoutineMentions {
  const standard = /^\s*(BEGIN ATOMIC|RETURN)\b/i.test(source);
  const parsed = parseSql(standard ? `CREATE FUNCTION f() RETURNS void LANGUAGE sql ${source}` : source);
  return 'error' in parsed
    ? unreadable('its body does not parse')
    : { relations: relationsIn(parsed.tree), incomplete: null };
}

/** The SQL inside PL/pgSQL comes as text: whole statements, expressions, or assignments. */
function statementOf(query: string): Tree | null {
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

function* queriesIn(value: TreeValue | undefined): Generator<string | 'dynamic'> {
  if (Array.isArray(value)) {
    for (const item of value) yield* queriesIn(item);
  } else if (isTree(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors' || key === 'dynquery')
        yield 'dynamic';
      if (key === 'PLpgSQL_expr' && isTree(inner) && typeof inner.query === 'string') yield inner.query;
      else yield* queriesIn(inner);
    }
  }
}

/**
 * PL/pgSQL is compiled to be parsed, and the inventory knows neither the names of arguments nor how OUT ones make up the
 * result: names that turn out to be missing are declared, and other ways to return are tried.
 */
function compiled(source: string, returnType: string | null, kind: RoutineRow['kind']): Tree | null {
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

function plpgsqlBody(source: string, returnType: string | null, kind: RoutineRow['kind']): RoutineMentions {
  const tree = compiled(source, returnType, kind);
  if (!tree) return unreadable('its body does not parse without the names of its arguments');
  const relations: MentionedRelation[] = [];
  let incomplete: string | null = null;
  for (const query of queriesIn(tree)) {
    const statement = query === 'dynamic' ? null : statementOf(query);
    if (statement) relations.push(...relationsIn(statement));
    else
      incomplete =
        query === 'dynamic' ? 'it builds statements while it runs' : 'one of its statements does not parse';
  }
  return { relations, incomplete };
}

/**
 * Relations that a routine's own text names. Routines it calls are not followed. A body in any other language, cut off,
 * hidden or unparsable is `incomplete`, never empty. Needs `loadParser()` first.
 */
export function routineMentions(routine: RoutineRow): RoutineMentions {
  const { source, language } = routine;
  if (source === null || source.trim() === '') return unreadable('its source is not readable');
  if (Buffer.byteLength(source) >= cutAt - 4) return unreadable('its source is too long to be read whole');
  if (language === 'sql') return sqlBody(source);
  if (language === 'plpgsql') return plpgsqlBody(source, routine.returnType, routine.kind);
  return unreadable(`${language} is not parsed here`);
}
