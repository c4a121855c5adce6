import type { LocatedLine } from '../../analysis/access-difference.ts';
import { parseSql } from '../../analysis/row-security/parser.ts';
import { relationNeeds } from '../../analysis/row-security/statement-needs.ts';
import { isTree, listOf, nodeOf, nodesIn, type Tree } from '../../analysis/row-security/tree.ts';
import type { Read } from '../../connect/session.ts';
import { redactLiterals } from '../../inventory/redact-literals.ts';
import { readStatementStatistics } from '../../inventory/statement-statistics.ts';

/** A statement that a role which loses something has run on what it loses. */
export interface SeenStatement {
  readonly database: string;
  readonly role: string;
  /** As `pg_stat_statements` normalises it, without literals. Hostile text. */
  readonly query: string;
  readonly calls: number;
  /** What it needs of what is lost: `SELECT on app.t`. */
  readonly needs: readonly string[];
  /** False where a bare name in it may mean another relation than the lost one. */
  readonly certain: boolean;
}

export type SeenStatements =
  | { readonly seen: readonly SeenStatement[]; readonly notes?: readonly string[] }
  | { readonly unknown: string };

const read = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** The one statement of the text where it reads or writes rows: others may hold passwords. */
function rowStatement(query: string): Tree | null {
  const parsed = parseSql(query);
  if ('error' in parsed) return null;
  const [statement, ...others] = listOf(parsed.tree.stmts);
  const node = nodeOf(isTree(statement) ? statement.stmt : null);
  return node && others.length === 0 && read.has(node.kind) ? parsed.tree : null;
}

/** What stands where a text could not be shown without a value in it. */
const withheld = '[a statement that holds values]';

/** Entries are normalised, but not always (documentation, pg_stat_statements): no value of a row is ever shown. */
function withoutValues(query: string, tree: Tree): string {
  const shown = redactLiterals(query).replace(/(?<![\w$."])\d+(?:\.\d+)?(?![\w"])/g, '?');
  const values = nodesIn(tree).flatMap(({ kind, fields }) => {
    const value = kind === 'A_Const' && isTree(fields.sval) ? fields.sval.sval : undefined;
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  return values.some((value) => shown.includes(value)) ? withheld : shown;
}

interface Lost {
  readonly schema: string | null;
  readonly name: string;
  readonly privilege: string;
}

/** By role, what it loses of relations in this database; a column's privilege counts like its relation's. */
function lostByRole(loses: readonly LocatedLine[], database: string): ReadonlyMap<string, readonly Lost[]> {
  return Map.groupBy(
    loses.filter(
      (line) => line.database === database && line.how === 'inherited' && line.otherwise !== 'inherited',
    ),
    (line) => line.role,
  );
}

/**
 * The statements that losing roles were seen to run on what they lose, from `pg_stat_statements` of the database that `read`
 * is connected to. Only role and relation are matched: who ran something may have stopped to. The parser has to be loaded.
 */
export async function readSeenStatements(
  read: Read,
  database: string,
  loses: readonly LocatedLine[],
): Promise<SeenStatements> {
  const lost = lostByRole(loses, database);
  if (lost.size === 0) return { seen: [] };
  const statistics = await readStatementStatistics(read);
  if ('unreadable' in statistics) return { unknown: statistics.unreadable };
  let unparsed = 0;
  const seen = statistics.rows.flatMap(({ role, query, calls }): SeenStatement[] => {
    const own = lost.get(role);
    if (!own) return [];
    const tree = rowStatement(query);
    if (!tree) {
      unparsed += 1;
      return [];
    }
    const needs = relationNeeds(tree).flatMap((need) =>
      own
        .filter(
          (line) =>
            line.name === need.name &&
            line.privilege === need.privilege &&
            (need.schema === null || need.schema === line.schema),
        )
        .map((line) => ({
          text: `${line.privilege} on ${line.schema}.${line.name}`,
          certain: need.schema !== null,
        })),
    );
    if (needs.length === 0) return [];
    return [
      {
        database,
        role,
        query: withoutValues(query, tree),
        calls,
        needs: [...new Set(needs.map(({ text }) => text))].sort(),
        certain: needs.some(({ certain }) => certain),
      },
    ];
  });
  const notes = [
    ...(unparsed > 0
      ? [`${unparsed} statements of losing roles are none that reads or writes rows, or do not parse`]
      : []),
    ...(statistics.cut ? ['pg_stat_statements has more entries than were read'] : []),
  ];
  return notes.length > 0 ? { seen, notes } : { seen };
}
