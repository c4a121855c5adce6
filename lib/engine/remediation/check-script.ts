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

/** Every condition, alone and as a script asks it, is one SELECT. Throws `UnsafeScript`. */
export function checkConditions(conditions: readonly Condition[]): void {
  if (conditions.length === 0) return;
  const questions = conditions.flatMap((condition) => [condition.sql, conditionCheck(condition)]);
  for (const some of batches(questions)) {
    const kinds = parsed(some.join(';\n'));
    if (kinds.length !== some.length || kinds.some((kind) => kind !== 'SelectStmt'))
      throw new UnsafeScript('a condition that is not one question');
  }
}

/**
 * Many in one go, since a large catalog has thousands of plans and each call into the parser has its price; not all, since the
 * parser takes no text longer than 256 KiB and one plan may have thousands of conditions.
 */
function* batches(texts: readonly string[]): Generator<readonly string[]> {
  let some: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (some.length > 0 && length + text.length > 100_000) {
      yield some;
      some = [];
      length = 0;
    }
    some.push(text);
    length += text.length;
  }
  yield some;
}

/** The kinds of the statements in `sql`, in order. */
function parsed(sql: string): readonly string[] {
  const result = parseSql(sql);
  if ('error' in result) throw new UnsafeScript('PostgreSQL’s parser refuses it');
  return listOf(result.tree.stmts).map(
    (statement) => nodeOf(isTree(statement) ? statement.stmt : null)?.kind ?? 'nothing',
  );
}
