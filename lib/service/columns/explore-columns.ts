import { z } from 'zod';
import { type AccessExplanation, explainAccess } from '../../engine/analysis/access-explain.ts';
import { databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import { seenEncryption } from '../../engine/analysis/encryption/seen-encryption.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import { objectText } from '../../engine/model/object-text.ts';
import type { ColumnEncryption } from '../../engine/policy/encryption/column-encryption.ts';
import { encryptedColumns } from '../../engine/policy/encryption/encrypted-columns.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { type OrGap, orGap } from '../snapshot/or-gap.ts';
import { mentions, type Page, pageOf } from '../snapshot/page-of.ts';
import {
  choiceField,
  nameField,
  pageField,
  type SearchParameters,
  textField,
} from '../snapshot/query-fields.ts';
import {
  type ColumnReaders,
  columnRef,
  columnsOf,
  readersOf,
  type SensitiveColumnRow,
  usageAfterSetRole,
} from './list-columns.ts';

export const columnStates = ['all', 'policy', 'high', 'medium', 'low'] as const;

const querySchema = z.object({
  database: nameField,
  known: choiceField([...columnStates]),
  q: textField,
  page: pageField,
  /** The column looked into, where one is. */
  schema: nameField,
  relation: nameField,
  column: nameField,
});

export type ColumnsQuery = z.infer<typeof querySchema>;

export const parseColumnsQuery = (said: SearchParameters): ColumnsQuery => querySchema.parse(said);

export interface ReadColumn extends SensitiveColumnRow {
  readonly readers: ColumnReaders;
  /** Null for what only perhaps is sensitive, and for columns that hold nothing themselves (views, partitions). */
  readonly encryption: ColumnEncryption | null;
}

/** A reader and the shortest way to it. */
export interface ReaderPath {
  readonly role: string;
  readonly now: boolean;
  /** Null: the policy does not say who may. */
  readonly intended: boolean | null;
  readonly length: number;
  /** Hostile text. */
  readonly words: string;
  readonly ways: number;
}

export interface ChosenColumn extends ReadColumn {
  /** Shortest first. */
  readonly paths: readonly ReaderPath[];
}

export interface ColumnsAnswer {
  readonly page: Page<ReadColumn>;
  readonly counts: Readonly<Record<(typeof columnStates)[number], number>>;
  readonly chosen: ChosenColumn | null;
  /** Why encryption could not be looked into, or not everywhere; empty where it could. */
  readonly encryptionOpen: readonly string[];
}

const pageSize = 50;

function pathsTo(database: DatabaseFacts, row: ReadColumn): readonly ReaderPath[] {
  const access = databaseAccess(database);
  const object = columnRef(database, row);
  const explain = (role: string): AccessExplanation =>
    explainAccess(access, { role, privilege: 'SELECT', object });
  const path = (role: string, now: boolean): ReaderPath => {
    const { paths } = explain(role);
    const [first] = paths;
    return {
      role,
      now,
      intended: row.intended === null ? null : row.intended.includes(role),
      length: first?.via.length ?? 0,
      words: (!now && first?.how === 'inherited' ? `${usageAfterSetRole}: ` : '') + (first?.words ?? ''),
      ways: paths.length,
    };
  };
  return [
    ...row.readers.now.map((role) => path(role, true)),
    ...row.readers.afterSetRole.map((role) => path(role, false)),
  ].toSorted((a, b) => a.length - b.length || (a.role < b.role ? -1 : 1));
}

const columnKey = (schema: string, relation: string, column: string) =>
  JSON.stringify([schema, relation, column]);

/** What is known about encryption, by column. A section that was not read leaves it unknown, and the page whole. */
function encryptionBy(database: DatabaseFacts, policy: Policy) {
  const answer = orGap(() => ({
    columns: encryptedColumns(database, policy),
    undecided: seenEncryption(database).undecided,
  }));
  const none: readonly ColumnEncryption[] = [];
  const columns = answer.gap ? none : answer.value.columns;
  return {
    byColumn: new Map(columns.map((one) => [columnKey(one.schema, one.table, one.column), one])),
    open: answer.gap
      ? [`${answer.gap.input} was not read: ${answer.gap.reason}`]
      : answer.value.undecided.map(({ object, reason }) => `${objectText(object)}: ${reason}`),
  };
}

/** Sensitive columns, who reads them, and how they are encrypted. SQL may have to be parsed: `loadParser()` first. */
export function exploreColumns(
  database: DatabaseFacts,
  policy: Policy,
  query: ColumnsQuery,
): OrGap<ColumnsAnswer> {
  return orGap(() => {
    const all = columnsOf(database, policy);
    const found = all.filter((row) => mentions(query.q, row.schema, row.relation, row.column, row.class));
    const count = (state: ReadColumn['known']) => found.filter((row) => row.known === state).length;
    const page = pageOf(
      found.filter((row) => query.known === 'all' || row.known === query.known),
      query.page,
      pageSize,
    );
    const { byColumn, open } = encryptionBy(database, policy);
    const read = (row: SensitiveColumnRow): ReadColumn => ({
      ...row,
      readers: readersOf(database, row),
      encryption: byColumn.get(columnKey(row.schema, row.relation, row.column)) ?? null,
    });
    const wanted = all.find(
      (row) => row.schema === query.schema && row.relation === query.relation && row.column === query.column,
    );
    const chosen = wanted ? read(wanted) : null;
    return {
      page: { ...page, rows: page.rows.map(read) },
      counts: {
        all: found.length,
        policy: count('policy'),
        high: count('high'),
        medium: count('medium'),
        low: count('low'),
      },
      chosen: chosen && { ...chosen, paths: pathsTo(database, chosen) },
      encryptionOpen: open,
    };
  });
}
