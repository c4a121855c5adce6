import { loadParser, parseSql } from '../analysis/row-security/parser.ts';
import { isTree, listOf, nodeOf } from '../analysis/row-security/tree.ts';
import type { Condition, PlannedStatement } from './plan.ts';
import { conditionCheck } from './script-text.ts';

/** The statements a plan may consist of, as PostgreSQL's parser calls them. */
const allowed = new Set([
  'GrantStmt',
  'GrantRoleStmt',
  'AlterRoleStmt',
  'AlterRoleSetStmt',
  'AlterDatabaseSetStmt',
  'AlterSystemStmt',
  'AlterTableStmt',
  'AlterFunctionStmt',
  'AlterOwnerStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterExtensionStmt',
  'CreatePolicyStmt',
  'CreateRoleStmt',
  'DropRoleStmt',
  'CreateSchemaStmt',
  'CreateStmt',
  'ViewStmt',
  'CreateFunctionStmt',
  'CreateTrigStmt',
  'CommentStmt',
  'DropStmt',
  'VariableSetStmt',
]);

/** A rendered statement that PostgreSQL would not read as the one statement it was meant to be. */
export class UnsafeScript extends Error {
  constructor(reason: string) {
    super(`the script was not rendered safely: ${reason}`);
    this.name = 'UnsafeScript';
  }
}

/** Loads PostgreSQL's parser (WASM), for `checkStatements` and for the analysis of expressions and routines. */
export const loadScriptParser: () => Promise<void> = loadParser;

function isReload(sql: string): boolean {
  return sql === 'SELECT pg_catalog.pg_reload_conf()';
}

/**
 * Every statement parses, with PostgreSQL's own parser, to exactly one statement of a kind a plan may contain. Text that a
 * server supplied (routine signatures, policy expressions) therefore cannot smuggle another one in.
 *
 * @throws UnsafeScript
 */
export function checkStatements(statements: readonly PlannedStatement[]): void {
  for (const { sql } of statements) {
    if (isReload(sql)) continue;
    const kinds = parsed(sql);
    if (kinds.length !== 1) throw new UnsafeScript(`${kinds.length} statements where one was meant`);
    if (!allowed.has(kinds[0] ?? '')) throw new UnsafeScript(`a statement of kind ${kinds[0]}`);
  }
}

/** Shapes that the parser took for one SELECT. Bounded: how many columns a plan has rows for is a server's choice. */
const knownShapes = new Set<string>();

/**
 * A condition without what its literals say. They are `literal`'s own, where a quote inside is doubled and so is, behind an E, a
 * backslash: the first quote that is not doubled ends them, whatever they hold.
 */
const shapeOf = (sql: string) => sql.replace(/E?'(?:[^']|'')*'/g, "''");

/**
 * Every condition, as it stands and as a script asks it, is one SELECT. Names stand in them as literals alone, so that a large
 * catalog asks the parser about each shape, not about thousands of conditions. Throws `UnsafeScript`.
 */
export function checkConditions(conditions: readonly Condition[]): void {
  for (const condition of conditions)
    for (const sql of [condition.sql, conditionCheck(condition)]) {
      const shape = shapeOf(sql);
      if (knownShapes.has(shape)) continue;
      const kinds = parsed(sql);
      if (kinds.length !== 1 || kinds[0] !== 'SelectStmt')
        throw new UnsafeScript('a condition that is not one question');
      if (knownShapes.size < 10_000) knownShapes.add(shape);
    }
}

/** The kinds of the statements in `sql`, in order. */
function parsed(sql: string): readonly string[] {
  const result = parseSql(sql);
  if ('error' in result) throw new UnsafeScript('PostgreSQL’s parser refuses it');
  return listOf(result.tree.stmts).map(
    (statement) => nodeOf(isTree(statement) ? statement.stmt : null)?.kind ?? 'nothing',
  );
}
