import { loadParser, parseSql } from '../analysis/row-security/parser.ts';
import { isTree, listOf, nodeOf, stringOf, type TreeNode } from '../analysis/row-security/tree.ts';
import { scramParts } from '../connect/scram-verifier.ts';
import { guardedStatement } from './guarded-create-role.ts';
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
    const all = parsed(sql);
    const [statement] = all;
    if (statement === undefined || all.length > 1)
      throw new UnsafeScript(`${all.length} statements where one was meant`);
    if (statement.kind === 'DoStmt') {
      checkBlock(statement);
      continue;
    }
    if (!allowed.has(statement.kind)) throw new UnsafeScript(`a statement of kind ${statement.kind}`);
    if (holdsPlaintext(statement)) throw new UnsafeScript('a password that is no SCRAM verifier');
  }
}

/** The one block that a script may have: around one `CREATE ROLE` and nothing else. */
function checkBlock(block: TreeNode): void {
  const inner = guardedStatement(block.fields);
  const [statement, ...others] = inner === null ? [] : parsed(inner);
  if (statement?.kind !== 'CreateRoleStmt' || others.length > 0)
    throw new UnsafeScript('a DO block that is not one CREATE ROLE');
  if (holdsPlaintext(statement)) throw new UnsafeScript('a password that is no SCRAM verifier');
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
      const statements = parsed(sql);
      if (statements.length !== 1 || statements[0]?.kind !== 'SelectStmt')
        throw new UnsafeScript('a condition that is not one question');
      if (knownShapes.size < 10_000) knownShapes.add(shape);
    }
}

/** The statements in `sql`, in order. */
function parsed(sql: string): readonly TreeNode[] {
  const result = parseSql(sql);
  if ('error' in result) throw new UnsafeScript('PostgreSQL’s parser refuses it');
  return listOf(result.tree.stmts).map(
    (statement) => nodeOf(isTree(statement) ? statement.stmt : null) ?? { kind: 'nothing', fields: {} },
  );
}

/**
 * CREATE and ALTER ROLE may set a password, and what the server cannot read as a verifier it takes for plaintext, which then
 * stands in its log.
 */
function holdsPlaintext({ fields }: TreeNode): boolean {
  return listOf(fields.options).some((option) => {
    const element = nodeOf(option);
    if (element?.kind !== 'DefElem' || element.fields.defname !== 'password') return false;
    // PASSWORD NULL takes it away.
    if (element.fields.arg === undefined) return false;
    return scramParts(stringOf(element.fields.arg) ?? '') === null;
  });
}
