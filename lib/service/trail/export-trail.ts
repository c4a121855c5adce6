import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { csvCell } from '../../engine/report/csv.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { type AuditFilter, type AuditRow, findAuditRowsAfter, lastAuditSeq } from '../db/audit.ts';
import { inTransaction } from '../db/client.ts';
import { type ExportedFile, exportedName } from '../exports/exported-file.ts';
import { streamedInTurn } from '../exports/streamed.ts';
import { trailQuerySchema, wordsOf } from './list-trail.ts';

export const trailExportSchema = trailQuerySchema
  .omit({ before: true })
  .extend({ format: z.enum(['csv', 'json']) });

const contentTypes = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;

/** In order: public interface, new ones are added at the end. */
export const trailColumns = [
  'seq',
  'at',
  'actor',
  'action',
  'words',
  'subject',
  'detail',
  'actor_id',
  'previous',
  'hash',
] as const;

const line = (cells: readonly string[]) => stringify([[...cells]], { record_delimiter: 'windows' });

async function* rowsTo(last: bigint, filter: AuditFilter): AsyncGenerator<readonly AuditRow[]> {
  for (let seq = 0n; seq < last; ) {
    const rows = (await findAuditRowsAfter(seq, 1000, filter)).filter((row) => row.seq <= last);
    if (rows.length === 0) return;
    yield rows;
    seq = rows.at(-1)?.seq ?? last;
  }
}

async function* asCsv(rows: AsyncIterable<readonly AuditRow[]>): AsyncGenerator<string> {
  yield line(trailColumns);
  for await (const some of rows)
    yield some
      .map((row) =>
        line([
          row.seq.toString(),
          row.at.toISOString(),
          csvCell(row.actor),
          row.action,
          wordsOf(row.action),
          csvCell(row.subject),
          csvCell(JSON.stringify(row.detail)),
          row.actorId ?? '',
          row.previous,
          row.hash,
        ]),
      )
      .join('');
}

/** Every field that goes into a seal, so that whoever holds the file can work the chain out again. */
async function* asJson(rows: AsyncIterable<readonly AuditRow[]>): AsyncGenerator<string> {
  yield '{\n"schemaVersion": "1",\n"entries": [';
  let first = true;
  for await (const some of rows) {
    for (const { seq, at, ...rest } of some) {
      yield `${first ? '' : ','}\n${JSON.stringify({ seq: seq.toString(), at: at.toISOString(), ...rest })}`;
      first = false;
    }
  }
  yield '\n]\n}\n';
}

/** The trail as a file, oldest first, as far as it went when it was asked for; that it was taken is its next entry. */
export async function exportTrail(
  access: Access<'trail:read' | 'report:export'>,
  { format, q, action }: z.infer<typeof trailExportSchema>,
): Promise<ExportedFile<ReadableStream<Uint8Array>>> {
  access.demand('trail:read');
  access.demand('report:export');
  const last = await lastAuditSeq();
  const filter = { q, action: action === undefined || action === '' ? null : action };
  await inTransaction((transaction) =>
    recordEvent(transaction, access.actor, 'report.export', 'the trail', {
      format,
      upTo: last.toString(),
      ...(q === '' ? {} : { find: q }),
      ...(filter.action === null ? {} : { action: filter.action }),
    }),
  );
  const rows = rowsTo(last, filter);
  return {
    name: exportedName('postern', 'trail', new Date().toISOString(), format),
    contentType: contentTypes[format],
    body: streamedInTurn(format === 'csv' ? asCsv(rows) : asJson(rows)),
  };
}
