import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { routineStatements } from './routine-statements.ts';
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

/** Relations that a parsed statement names; its common table expressions are none. */
function relationsIn(tree: Tree): MentionedRelation[] {
  const common = new Set(
    [...nodesIn(tree)].flatMap(({ kind, fields }) => (kind === 'CommonTableExpr' ? [fields.ctename] : [])),
  );
  return [...references(tree)].filter(({ schema, name }) => schema !== null || !common.has(name));
}

/**
 * Relations that a routine's own text names. Routines it calls are not followed. A body in any other language, cut off,
 * hidden or unparsable is `incomplete`, never empty. Needs `loadParser()` first.
 */
export function routineMentions(routine: RoutineRow): RoutineMentions {
  const { statements, incomplete } = routineStatements(routine);
  return { relations: statements.flatMap(({ tree }) => relationsIn(tree)), incomplete };
}
