import type { AnswerRow } from '../connect/connected-client.ts';
import { QueryRefused } from '../connect/query-refused.ts';
import type { Read } from '../connect/session.ts';
import type { Section } from './inventory.ts';
import type { SectionContext, SectionReader, Unreadable } from './section.ts';
import type { SectionName } from './section-name.ts';
import { sortRows, sortRowsInParts } from './sort-rows.ts';

const reasons: Readonly<Record<string, string>> = {
  '57014': 'the query was cancelled or took longer than the scan allows',
  '55P03': 'somebody holds a lock that blocks reading; try again when it is released',
  '40001': 'the query was cancelled by a conflict with recovery on this standby',
  '22021': 'names or texts hold bytes that are not valid in any encoding the scan can read',
  '22P05': 'names or texts hold characters that cannot be sent as UTF-8',
};

/** Catalogs our own statement reads. `pg_subscription` is left out: SELECT on the whole would show connection strings. */
function grantForCatalogs(sql: string, scanRole: string): string | null {
  const catalogs = new Set(
    [...sql.matchAll(/(?:FROM|JOIN) (pg_catalog\.pg_[a-z_]+)\b(?!\()/g)].map((match) => match[1] ?? ''),
  );
  catalogs.delete('pg_catalog.pg_subscription');
  catalogs.delete('pg_catalog.pg_authid');
  return catalogs.size === 0
    ? null
    : `GRANT SELECT ON ${[...catalogs].join(', ')} TO "${scanRole.replaceAll('"', '""')}";`;
}

function refusal(error: QueryRefused, sql: string, context: SectionContext): Unreadable {
  if (error.sqlstate === '42501')
    return {
      reason: 'the scan role may not read the catalog, which everybody may by default',
      grant: grantForCatalogs(sql, context.scanRole.name),
    };
  return {
    reason: reasons[error.sqlstate] ?? `the server refused the query (SQLSTATE ${error.sqlstate})`,
    grant: null,
  };
}

/** Answers already fetched in this transaction: two sections may be two parts of one view. Rows come to `onRow` or as the answer. */
export type Fetch = (sql: string, onRow: (row: AnswerRow) => void) => Promise<readonly AnswerRow[]>;

/** Views that two sections share are small; nothing else is worth its memory. */
const keptRows = 5_000;

export function fetchOnce(read: Read): Fetch {
  let last: { readonly sql: string; readonly kept: Promise<readonly AnswerRow[] | null> } | null = null;
  const ask = async (sql: string, onRow: (row: AnswerRow) => void) => {
    const rows: AnswerRow[] = [];
    await read(sql, (row) => {
      if (rows.length <= keptRows) rows.push(row);
      onRow(row);
    });
    return rows.length <= keptRows ? rows : null;
  };
  return async (sql, onRow) => {
    const known = last?.sql === sql ? await last.kept.catch(() => null) : null;
    if (known) return known;
    const kept = ask(sql, onRow);
    last = { sql, kept };
    await kept;
    return [];
  };
}

function inOrder<Row>(rows: readonly Row[], reader: SectionReader<Row>): readonly Row[] | null {
  if (reader.keyParts) return sortRowsInParts(rows, reader.keyParts);
  return reader.key ? sortRows(rows, reader.key, reader.repeats === true) : rows;
}

/** Reads one section whole, or says why not. Throws `ConnectFailure` when the session is gone. */
export async function readSection<Row>(
  name: SectionName,
  reader: SectionReader<Row>,
  context: SectionContext,
  database: string | null,
  fetch: Fetch,
): Promise<Section<Row>> {
  const gap = (unreadable: Unreadable): Section<Row> =>
    Object.freeze({ gap: Object.freeze({ input: name, database, ...unreadable }) });
  const closed = reader.closed?.(context);
  if (closed) return gap(closed);
  const sql = reader.sql(context);
  if (sql === null) return Object.freeze({ rows: Object.freeze([]) });
  const rows: Row[] = [];
  const take = (cells: AnswerRow) => {
    const row = Object.freeze(reader.row(cells));
    if (!reader.keep || reader.keep(row)) rows.push(row);
  };
  try {
    for (const cells of await fetch(sql, take)) take(cells);
  } catch (error) {
    if (error instanceof QueryRefused) return gap(refusal(error, sql, context));
    throw error;
  }
  const ordered = inOrder(rows, reader);
  if (ordered === null)
    return gap({
      reason: 'two objects show the same name, because its bytes are not valid UTF-8',
      grant: null,
    });
  return Object.freeze({ rows: Object.freeze(ordered) });
}
