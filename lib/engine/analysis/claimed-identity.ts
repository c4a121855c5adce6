import type { RoutineRow } from '../inventory/sections/routines.ts';
import { routineStatements } from './row-security/routine-statements.ts';
import { listOf, nodesIn, stringOf, type Tree } from './row-security/tree.ts';

/** What a routine that inserts rows knows of who is acting. */
export interface ClaimedIdentity {
  /** It writes a value of `current_setting('…')`, which any session may set for itself. */
  readonly claims: boolean;
  /** It also writes `session_user` or `current_user`, which the server answers for. */
  readonly proves: boolean;
  readonly incomplete: string | null;
}

/** `SQLValueFunctionOp` of the parser: current_role, current_user, user, session_user. */
const proven = new Set(['SVFOP_CURRENT_ROLE', 'SVFOP_CURRENT_USER', 'SVFOP_USER', 'SVFOP_SESSION_USER']);

/** A custom setting has a dot in its name; a built-in one says something about the server. */
function readsCustomSetting(fields: Tree): boolean {
  const name = stringOf(listOf(fields.funcname).at(-1));
  if (name !== 'current_setting') return false;
  return JSON.stringify(listOf(fields.args)[0] ?? '').includes('.');
}

/** Only what stands in its INSERT statements counts. Needs `loadParser()` first. */
export function claimedIdentity(
  routine: Pick<RoutineRow, 'source' | 'language' | 'returnType' | 'kind'>,
): ClaimedIdentity {
  const { statements, incomplete } = routineStatements(routine);
  let [claims, proves] = [false, false];
  for (const { tree } of statements) {
    const nodes = nodesIn(tree);
    if (!nodes.some(({ kind }) => kind === 'InsertStmt')) continue;
    for (const { kind, fields } of nodes) {
      if (kind === 'FuncCall' && readsCustomSetting(fields)) claims = true;
      if (kind === 'SQLValueFunction' && typeof fields.op === 'string' && proven.has(fields.op))
        proves = true;
    }
  }
  return { claims, proves, incomplete };
}
