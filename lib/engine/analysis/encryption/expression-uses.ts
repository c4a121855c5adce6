import type { CryptoExpressionRow } from '../../inventory/sections/crypto-expressions.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { DatabaseFacts } from '../facts.ts';
import { relationKey, relationsByKey } from '../relation-index.ts';
import type { Tree } from '../row-security/tree.ts';
import { columnsNamed, scopedRelations } from './column-scope.ts';
import type { FindCrypto } from './crypto-function.ts';
import { type StatementUses, statementUses } from './statement-uses.ts';

/** What an expression belongs to: its column, its view, or the table of its index or constraint. */
export function expressionRef(database: DatabaseFacts, row: CryptoExpressionRow): ObjectRef {
  const at = { database: database.name, schema: row.schema, name: row.relation };
  if ((row.kind === 'default' || row.kind === 'generated') && row.name !== null)
    return { kind: 'column', ...at, column: row.name };
  const relation = relationsByKey(database).get(relationKey(row.schema, row.relation));
  const kind = relation && relation.kind !== 'sequence' ? relation.kind : 'table';
  return { kind, ...at };
}

/** What a stored expression, parsed, encrypts, decrypts and hashes. */
export function expressionUses(
  database: DatabaseFacts,
  row: CryptoExpressionRow,
  tree: Tree,
  find: FindCrypto,
): StatementUses {
  const home = scopedRelations(database, row.schema, row.relation, row.relation);
  const stores = (row.kind === 'default' || row.kind === 'generated') && row.name !== null;
  return statementUses(tree, {
    database,
    find,
    variable: () => null,
    home: row.kind === 'view' ? [] : home,
    assignsTo: stores ? columnsNamed(database, [row.name ?? ''], home) : [],
  });
}
