import type { Privilege } from '../../model/privilege.ts';
import { isTree, listOf, namesOf, nodeOf, nodesIn, type Tree, type TreeValue } from './tree.ts';

/** A relation that a statement names, and what it has to be allowed there. */
export interface RelationNeed {
  /** Null: by bare name, found through the search path. */
  readonly schema: string | null;
  readonly name: string;
  readonly privilege: Privilege;
}

/** A routine that a statement calls by name; operators and casts are not seen. */
export interface CallNeed {
  readonly schema: string | null;
  readonly name: string;
}

const written = { InsertStmt: 'INSERT', UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE' } as const;
const merged: Readonly<Record<string, Privilege>> = {
  CMD_INSERT: 'INSERT',
  CMD_UPDATE: 'UPDATE',
  CMD_DELETE: 'DELETE',
};

const isWritten = (kind: string): kind is keyof typeof written => Object.hasOwn(written, kind);

function need(relation: TreeValue | undefined, privilege: Privilege): RelationNeed[] {
  if (!isTree(relation) || typeof relation.relname !== 'string') return [];
  const { schemaname } = relation;
  return [{ schema: typeof schemaname === 'string' ? schemaname : null, name: relation.relname, privilege }];
}

function* writing(kind: keyof typeof written, fields: Tree): Generator<RelationNeed> {
  yield* need(fields.relation, written[kind]);
  const conflict = isTree(fields.onConflictClause) ? fields.onConflictClause.action : undefined;
  if (conflict === 'ONCONFLICT_UPDATE') yield* need(fields.relation, 'UPDATE');
  // A condition, what comes back, and the row a conflict is found with are read.
  if (
    fields.whereClause !== undefined ||
    fields.returningClause !== undefined ||
    conflict === 'ONCONFLICT_UPDATE'
  )
    yield* need(fields.relation, 'SELECT');
}

function* merging(fields: Tree): Generator<RelationNeed> {
  yield* need(fields.relation, 'SELECT');
  for (const clause of listOf(fields.mergeWhenClauses)) {
    const privilege = merged[String(nodeOf(clause)?.fields.commandType)];
    if (privilege) yield* need(fields.relation, privilege);
  }
}

function* needs(value: TreeValue | undefined): Generator<RelationNeed> {
  if (Array.isArray(value)) {
    for (const item of value) yield* needs(item);
    return;
  }
  if (!isTree(value)) return;
  const node = nodeOf(value);
  if (node?.kind === 'RangeVar') yield* need(node.fields, 'SELECT');
  if (node?.kind === 'TruncateStmt') {
    for (const relation of listOf(node.fields.relations)) yield* need(nodeOf(relation)?.fields, 'TRUNCATE');
    return;
  }
  if (node && isWritten(node.kind)) yield* writing(node.kind, node.fields);
  if (node?.kind === 'MergeStmt') yield* merging(node.fields);
  for (const inner of Object.values(node?.fields ?? value)) yield* needs(inner);
}

/** The privileges that running a parsed statement asks for, each once; its common table expressions are no relations. */
export function relationNeeds(tree: Tree): readonly RelationNeed[] {
  const common = new Set(
    nodesIn(tree).flatMap(({ kind, fields }) => (kind === 'CommonTableExpr' ? [fields.ctename] : [])),
  );
  const found = [...needs(tree)].filter(({ schema, name }) => schema !== null || !common.has(name));
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

/** Routines that a parsed statement calls, each once. */
export function callNeeds(tree: Tree): readonly CallNeed[] {
  const calls = nodesIn(tree).flatMap(({ kind, fields }): CallNeed[] => {
    const call = kind === 'CallStmt' && isTree(fields.funccall) ? fields.funccall : fields;
    if (kind !== 'FuncCall' && kind !== 'CallStmt') return [];
    const names = namesOf(call.funcname);
    const name = names.at(-1);
    return name === undefined ? [] : [{ schema: names.at(-2) ?? null, name }];
  });
  return [...new Map(calls.map((one) => [JSON.stringify(one), one])).values()];
}
