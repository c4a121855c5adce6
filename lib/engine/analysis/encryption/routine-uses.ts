import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { DatabaseFacts } from '../facts.ts';
import { parseSql } from '../row-security/parser.ts';
import { routineStatements } from '../row-security/routine-statements.ts';
import { namesOf, nodeOf, nodesIn, type TreeValue } from '../row-security/tree.ts';
import { columnsNamed, type ScopedRelation } from './column-scope.ts';
import type { FindCrypto } from './crypto-function.ts';
import { type StatementUses, statementUses } from './statement-uses.ts';

export interface RoutineUses extends StatementUses {
  /** Why it may do more, else `null`. */
  readonly incomplete: string | null;
}

/** `NEW.ssn` as names; the parser folds and unquotes as the server does. */
function namesAssigned(target: string | null): readonly string[] {
  const parsed = target === null ? null : parseSql(`SELECT ${target}`);
  if (!parsed || 'error' in parsed) return [];
  const found = nodesIn(parsed.tree).find(({ kind }) => kind === 'ColumnRef');
  return namesOf(found?.fields.fields);
}

/** The value of a `SELECT value` that an assignment was parsed as. */
function assignedValue(tree: TreeValue): TreeValue | null {
  const target = nodesIn(tree).find(({ kind }) => kind === 'ResTarget');
  return target?.fields.val ?? null;
}

const isLiteral = (value: TreeValue | null) => {
  const node = nodeOf(value ?? undefined);
  return (
    node?.kind === 'A_Const' || (node?.kind === 'TypeCast' && nodeOf(node.fields.arg)?.kind === 'A_Const')
  );
};

/** What one routine's own text encrypts, decrypts and hashes. `rows`: the tables it is a trigger of, as NEW and OLD. */
export function routineUses(
  database: DatabaseFacts,
  routine: RoutineRow,
  find: FindCrypto,
  rows: readonly ScopedRelation[],
): RoutineUses {
  const { statements, incomplete } = routineStatements(routine);
  const variables = new Map<string, TreeValue>();
  for (const { tree, assignsTo } of statements) {
    const names = namesAssigned(assignsTo);
    const value = assignedValue(tree);
    // A literal that the variable holds at any time may be the key.
    const [name] = names;
    if (names.length === 1 && name !== undefined && value !== null)
      if (!variables.has(name) || isLiteral(value)) variables.set(name, value);
  }
  const home = ['new', 'old'].flatMap((alias) => rows.map((row) => ({ ...row, alias })));
  const all = statements.map(({ tree, assignsTo }) => {
    const names = namesAssigned(assignsTo);
    return statementUses(tree, {
      database,
      find,
      variable: (name) => variables.get(name) ?? null,
      home,
      assignsTo: names.length === 2 && names[0] === 'new' ? columnsNamed(database, names, home) : [],
    });
  });
  return {
    calls: all.flatMap((one) => one.calls),
    uses: all.flatMap((one) => one.uses),
    ofArguments: all.flatMap((one) => one.ofArguments),
    incomplete,
  };
}
