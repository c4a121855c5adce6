import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { parseSql } from '../row-security/parser.ts';
import { scopedRelations } from './column-scope.ts';
import type { CryptoCall } from './crypto-call.ts';
import { type CryptoFunction, cryptoIn, cryptoNames, type FindCrypto } from './crypto-function.ts';
import { expressionRef, expressionUses } from './expression-uses.ts';
import { type RoutineUses, routineUses } from './routine-uses.ts';
import type { ColumnUse } from './statement-uses.ts';

export interface SeenUse extends ColumnUse {
  /** The routine, view, column, index or constraint whose definition does it. */
  readonly where: ObjectRef;
  /** `routine` for routines, else the kind of stored expression. */
  readonly by: 'routine' | 'default' | 'generated' | 'view' | 'index' | 'check';
}

export interface SeenCall extends Pick<CryptoCall, 'function' | 'act' | 'means' | 'key'> {
  readonly where: ObjectRef;
}

/** What SQL in a database encrypts, decrypts and hashes, by definitions alone: no row is read, no statement of a session. */
export interface SeenEncryption {
  readonly uses: readonly SeenUse[];
  readonly calls: readonly SeenCall[];
  /** Definitions that name such a function and could not be read whole. */
  readonly undecided: readonly { readonly object: ObjectRef; readonly reason: string }[];
}

export function routineObject(database: DatabaseFacts, routine: RoutineRow): ObjectRef {
  return {
    kind: routine.kind === 'procedure' ? 'procedure' : 'function',
    database: database.name,
    schema: routine.schema,
    name: routine.name,
    signature: routine.signature,
  };
}

/** The customer's routines that name one of these words anywhere in their text. */
function naming(database: DatabaseFacts, words: readonly string[]): readonly RoutineRow[] {
  return database.read('routines').filter((routine) => {
    if (routine.extension !== null || routine.source === null) return false;
    if (routine.schema === 'pg_catalog' || routine.schema === 'information_schema') return false;
    const text = routine.source.toLowerCase();
    return words.some((word) => text.includes(word.toLowerCase()));
  });
}

function triggerRows(database: DatabaseFacts, routine: RoutineRow) {
  return database
    .read('triggers')
    .filter((one) => one.functionSchema === routine.schema && one.functionName === routine.name)
    .flatMap((one) => scopedRelations(database, one.schema, one.relation, 'new'));
}

/** A function that does it with what it is called with does it for its callers. */
function wrapperOf(routine: RoutineRow, { ofArguments }: RoutineUses): CryptoFunction | null {
  const [first] = ofArguments;
  if (!first || routine.returnType === null || /^(trigger|void|event_trigger)$/.test(routine.returnType))
    return null;
  return { act: first.act, means: first.means, key: null, wraps: first.key };
}

/** Functions that wrap functions that wrap: deeper is not followed. */
const deepest = 3;

/**
 * Reads `extensions`, `relations`, `columns`, `routines`, `triggers`, `crypto-expressions`. Needs `loadParser()` first.
 */
export const seenEncryption = memo((database: DatabaseFacts): SeenEncryption => {
  const known = cryptoIn(database);
  const wrappers = new Map<string, CryptoFunction>();
  const find: FindCrypto = (schema, name) => {
    const own = [...wrappers].find(([key]) =>
      schema === null ? key.endsWith(`\0${name}`) : key === `${schema}\0${name}`,
    );
    return known(schema, name) ?? own?.[1] ?? null;
  };
  const byRoutine = new Map<RoutineRow, RoutineUses>();
  let words: readonly string[] = cryptoNames;
  for (let depth = 0; depth < deepest && words.length > 0; depth += 1) {
    const found: string[] = [];
    for (const routine of naming(database, words)) {
      const uses = routineUses(database, routine, find, triggerRows(database, routine));
      byRoutine.set(routine, uses);
      const wrapper = wrapperOf(routine, uses);
      const key = `${routine.schema}\0${routine.name}`;
      if (!wrapper || wrappers.has(key)) continue;
      wrappers.set(key, wrapper);
      found.push(routine.name);
    }
    words = found;
  }
  const expressions = database.read('crypto-expressions').map((row) => {
    const parsed = parseSql(row.kind === 'view' ? row.expression : `SELECT ${row.expression}`);
    const where = expressionRef(database, row);
    return { row, where, uses: 'error' in parsed ? null : expressionUses(database, row, parsed.tree, find) };
  });
  return {
    uses: [
      ...[...byRoutine].flatMap(([routine, { uses }]) =>
        uses.map((use) => ({ ...use, where: routineObject(database, routine), by: 'routine' as const })),
      ),
      ...expressions.flatMap(({ row, where, uses }) =>
        (uses?.uses ?? []).map((use) => ({ ...use, where, by: row.kind })),
      ),
    ],
    calls: [
      ...[...byRoutine].flatMap(([routine, { calls }]) =>
        calls.map((call) => ({ ...call, where: routineObject(database, routine) })),
      ),
      ...expressions.flatMap(({ where, uses }) => (uses?.calls ?? []).map((call) => ({ ...call, where }))),
    ],
    undecided: [
      ...[...byRoutine].flatMap(([routine, { incomplete }]) =>
        incomplete === null
          ? []
          : [
              {
                object: routineObject(database, routine),
                reason: `${routine.schema}.${routine.name}: ${incomplete}`,
              },
            ],
      ),
      ...expressions.flatMap(({ where, uses }) =>
        uses === null ? [{ object: where, reason: 'its definition does not parse' }] : [],
      ),
    ],
  };
});
