import type { DatabaseFacts } from '../facts.ts';
import { namesOf, nodeOf, type TreeValue } from '../row-security/tree.ts';
import { type AssignedColumn, assignedColumns } from './assigned-column.ts';
import { columnsNamed, type ResolvedColumn, type ScopedRelation, scopeOf } from './column-scope.ts';
import { type CryptoCall, columnNamesIn, cryptoCallsIn } from './crypto-call.ts';
import type { FindCrypto } from './crypto-function.ts';
import type { KeySource, Variable } from './key-source.ts';

/** What a statement does with one column. */
export interface ColumnUse extends ResolvedColumn {
  readonly means: CryptoCall['means'];
  readonly act: CryptoCall['act'];
  readonly function: string;
  readonly key: KeySource | null;
  /** The column's stored values are the result; else they are the plain input of it. */
  readonly holds: boolean;
}

export interface StatementUses {
  readonly calls: readonly CryptoCall[];
  readonly uses: readonly ColumnUse[];
  /** Calls whose input is no column: what the statement's own arguments bring. */
  readonly ofArguments: readonly CryptoCall[];
}

export interface StatementContext {
  readonly database: DatabaseFacts;
  readonly find: FindCrypto;
  /** The value of a variable; `null` where there is none of the name. */
  readonly variable: (name: string) => TreeValue | null;
  /** Relations whose columns stand in it besides those it names: the table of a default, NEW and OLD of a trigger. */
  readonly home: readonly ScopedRelation[];
  /** The column that the value of the whole statement goes to. */
  readonly assignsTo: readonly ResolvedColumn[];
}

const use = (call: CryptoCall, column: ResolvedColumn, holds: boolean): ColumnUse => ({
  ...column,
  means: call.means,
  act: call.act,
  function: call.function,
  key: call.key,
  holds,
});

/** What a parsed statement or expression encrypts, decrypts and hashes. */
export function statementUses(tree: TreeValue, context: StatementContext): StatementUses {
  const { database, find, home } = context;
  const scope = [...home, ...scopeOf(database, tree)];
  const variable: Variable = (name) => {
    if (columnsNamed(database, [name], scope).length > 0) return null;
    return context.variable(name) ?? 'argument';
  };
  const calls = cryptoCallsIn(tree, find, variable);
  if (calls.length === 0) return { calls, uses: [], ofArguments: [] };
  const columnsIn = (value: TreeValue | undefined) =>
    columnNamesIn(value).flatMap((names) => columnsNamed(database, names, scope));
  const assigned: readonly AssignedColumn[] = [
    ...assignedColumns(database, tree, scope),
    { columns: context.assignsTo, value: tree },
  ];
  const stored = assigned.flatMap(({ columns, value }) =>
    cryptoCallsIn(value, find, variable)
      .filter((call) => call.act !== 'decrypt')
      .flatMap((call) => columns.map((column) => use(call, column, true))),
  );
  const read = calls.flatMap((call) => {
    if (call.act === 'decrypt') return columnsIn(call.data).map((column) => use(call, column, true));
    const input = columnsIn(call.data).map((column) => use(call, column, false));
    // `crypt(given, stored)`: the salt is the stored hash itself.
    const salt = call.means === 'password-hash' ? nodeOf(call.arguments[1]) : null;
    const compared =
      salt?.kind === 'ColumnRef' ? columnsNamed(database, namesOf(salt.fields.fields), scope) : [];
    return [...input, ...compared.map((column) => use(call, column, true))];
  });
  return {
    calls,
    uses: [...stored, ...read],
    ofArguments: calls.filter((call) => columnsIn(call.data).length === 0),
  };
}
