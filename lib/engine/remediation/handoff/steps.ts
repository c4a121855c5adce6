import { parseSql } from '../../analysis/row-security/parser.ts';
import { isTree, listOf, nodeOf, nodesIn } from '../../analysis/row-security/tree.ts';
import type { PlannedStatement } from '../plan.ts';
import { NotHandedOff } from './not-handed-off.ts';

/** Statements that run in one transaction, or one statement that refuses a transaction. */
export interface Segment {
  readonly transactional: boolean;
  readonly statements: readonly string[];
}

const never: ReadonlySet<string> = new Set([
  'AlterSystemStmt',
  'CreatedbStmt',
  'DropdbStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'VacuumStmt',
]);

/** Statements PostgreSQL refuses inside a transaction block (documentation: the notes of each command). */
function refusesTransaction(sql: string): boolean {
  const parsed = parseSql(sql);
  if ('error' in parsed) throw new NotHandedOff(`PostgreSQL’s parser refuses a statement: ${parsed.error}`);
  return listOf(parsed.tree.stmts).some((statement) => {
    const node = nodeOf(isTree(statement) ? statement.stmt : null);
    if (node === null) return false;
    const concurrently = nodesIn(statement).some(
      ({ fields }) => fields.concurrent === true || fields.defname === 'concurrently',
    );
    return never.has(node.kind) || concurrently;
  });
}

/** The statements in order, those that may share a transaction together, each that refuses one by itself. */
export function segmentsOf(statements: readonly PlannedStatement[]): readonly Segment[] {
  const segments: { transactional: boolean; statements: string[] }[] = [];
  for (const { sql, transactional } of statements) {
    if (transactional && refusesTransaction(sql))
      throw new NotHandedOff('a statement that refuses a transaction was planned inside one');
    const last = segments.at(-1);
    if (transactional && last?.transactional) last.statements.push(sql);
    else segments.push({ transactional, statements: [sql] });
  }
  return segments;
}

/** One migration: what it does, and what undoes it. */
export interface Step {
  readonly up: Segment | null;
  readonly down: Segment | null;
}

/**
 * Steps for tools that run each migration in a transaction of their own and undo the newest first: the way back of the last
 * step is the first part of `down`, and so on. A plan that can be transactional is one step.
 */
export function stepsOf(up: readonly Segment[], down: readonly Segment[]): readonly Step[] {
  const count = Math.max(up.length, down.length);
  return Array.from({ length: count }, (_, index) => ({
    up: up[index] ?? null,
    down: down[count - 1 - index] ?? null,
  }));
}

/** Both directions; `down` is null where the plan cannot be undone. */
export interface Segments {
  readonly up: readonly Segment[];
  readonly down: readonly Segment[] | null;
}
