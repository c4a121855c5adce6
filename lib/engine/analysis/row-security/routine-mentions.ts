import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { memo } from '../memo.ts';
import { routineStatements } from './routine-statements.ts';
import { isTree, namesOf, nodesIn, type Tree, type TreeValue } from './tree.ts';

/** A relation as a routine's text names it. */
export interface MentionedRelation {
  /** `null`: by bare name, found through the search path. */
  readonly schema: string | null;
  readonly name: string;
}

/** A function or procedure as a routine's text calls it; overloads are not told apart. */
export interface MentionedRoutine {
  /** `null`: by bare name, found through the search path. */
  readonly schema: string | null;
  readonly name: string;
}

export interface RoutineMentions {
  readonly relations: readonly MentionedRelation[];
  /** Each once. */
  readonly calls: readonly MentionedRoutine[];
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
    nodesIn(tree).flatMap(({ kind, fields }) => (kind === 'CommonTableExpr' ? [fields.ctename] : [])),
  );
  return [...references(tree)].filter(({ schema, name }) => schema !== null || !common.has(name));
}

/** Every call of a tree; that of a CALL statement stands there without its node name. */
function* callsIn(value: TreeValue | undefined): Generator<MentionedRoutine> {
  if (Array.isArray(value)) {
    for (const item of value) yield* callsIn(item);
  } else if (isTree(value)) {
    const names = namesOf(value.funcname);
    const name = names.at(-1);
    if (name !== undefined) yield { schema: names.at(-2) ?? null, name };
    for (const inner of Object.values(value)) yield* callsIn(inner);
  }
}

/**
 * Relations and routines that a routine's own text names. Routines it calls are not followed (routine-reach.ts does), and
 * what operators, casts and triggers call is not seen. A body in any other language, cut off, hidden or unparsable is
 * `incomplete`, never empty. Needs `loadParser()` first.
 */
export const routineMentions = memo((routine: RoutineRow): RoutineMentions => {
  const { statements, incomplete } = routineStatements(routine);
  const calls = new Map<string, MentionedRoutine>();
  for (const { tree } of statements)
    for (const call of callsIn(tree)) calls.set(JSON.stringify([call.schema, call.name]), call);
  return {
    relations: statements.flatMap(({ tree }) => relationsIn(tree)),
    calls: [...calls.values()],
    incomplete,
  };
});
