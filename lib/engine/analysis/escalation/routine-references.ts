import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { routineStatements } from '../row-security/routine-statements.ts';
import { isTree, listOf, namesOf, nodesIn, type Tree } from '../row-security/tree.ts';

/** A name that a body uses as it stands there. */
export interface Reference {
  /** `null`: a bare name, found through the search path. */
  readonly schema: string | null;
  readonly name: string;
}

/** What the text of a routine refers to, and how its names are found. */
export interface RoutineReferences {
  readonly read: readonly Reference[];
  readonly written: readonly Reference[];
  readonly called: readonly Reference[];
  /** Operators without a schema, which are looked up like functions. */
  readonly bareOperators: boolean;
  /** Names were looked up when it was created: no search path matters any more. */
  readonly bound: boolean;
}

const writing: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

function relationIn(fields: Tree): Reference | null {
  const { relname, schemaname } = fields;
  if (typeof relname !== 'string') return null;
  return { schema: typeof schemaname === 'string' ? schemaname : null, name: relname };
}

/** Reads the parse trees of a body; what does not parse adds nothing here. Needs `loadParser()` first. */
export function routineReferences(routine: RoutineRow): RoutineReferences {
  const [read, written, called]: [Reference[], Reference[], Reference[]] = [[], [], []];
  let [bareOperators, bound] = [false, false];
  for (const { tree } of routineStatements(routine).statements) {
    const nodes = nodesIn(tree);
    const common = new Set(
      nodes.flatMap(({ kind, fields }) => (kind === 'CommonTableExpr' ? [fields.ctename] : [])),
    );
    for (const { kind, fields } of nodes) {
      // A body of standard SQL is parsed inside its CREATE FUNCTION.
      if (kind === 'CreateFunctionStmt') bound = true;
      else if (kind === 'RangeVar') {
        const relation = relationIn(fields);
        if (relation && (relation.schema !== null || !common.has(relation.name))) read.push(relation);
      } else if (writing.has(kind) && isTree(fields.relation)) {
        const relation = relationIn(fields.relation);
        if (relation) written.push(relation);
      } else if (kind === 'FuncCall') {
        const names = namesOf(fields.funcname);
        called.push({ schema: names.length > 1 ? (names.at(-2) ?? null) : null, name: names.at(-1) ?? '' });
      } else if (kind === 'A_Expr' && listOf(fields.name).length === 1) bareOperators = true;
    }
  }
  return { read, written, called, bareOperators, bound };
}
