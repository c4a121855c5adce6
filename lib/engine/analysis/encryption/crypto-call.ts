import { listOf, namesOf, nodesIn, type TreeValue } from '../row-security/tree.ts';
import type { CryptoFunction, FindCrypto } from './crypto-function.ts';
import { type KeySource, keySource, type Variable } from './key-source.ts';

/** One call of a function that encrypts, decrypts or hashes. */
export interface CryptoCall {
  readonly function: string;
  readonly act: CryptoFunction['act'];
  readonly means: CryptoFunction['means'];
  /** Where the secret comes from; `null` where the function takes none. */
  readonly key: KeySource | null;
  /** The first argument: what is encrypted, decrypted or hashed. */
  readonly data: TreeValue | undefined;
  /** All arguments: `crypt($1, password)` compares with the stored hash in its second. */
  readonly arguments: readonly TreeValue[];
}

/** Every such call below a value. */
export function cryptoCallsIn(
  value: TreeValue | undefined,
  find: FindCrypto,
  variable: Variable,
): CryptoCall[] {
  return nodesIn(value).flatMap(({ kind, fields }): CryptoCall[] => {
    if (kind !== 'FuncCall') return [];
    const names = namesOf(fields.funcname);
    const name = names.at(-1) ?? '';
    const found = find(names.length > 1 ? (names.at(-2) ?? null) : null, name);
    if (!found) return [];
    const given = listOf(fields.args);
    const { act, means, key, wraps } = found;
    const own = key === null ? null : keySource(given[key], variable);
    const source = wraps === undefined ? own : wraps;
    return [{ function: name, act, means, key: source, data: given[0], arguments: given }];
  });
}

/** The columns an expression names: `[column]`, `[table, column]` or `[schema, table, column]`. */
export function columnNamesIn(value: TreeValue | undefined): readonly (readonly string[])[] {
  return nodesIn(value).flatMap(({ kind, fields }) => (kind === 'ColumnRef' ? [namesOf(fields.fields)] : []));
}
