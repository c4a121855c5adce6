import { stringify } from 'csv-stringify/sync';
import { visibleText } from '../../model/visible-text.ts';
import { formulaSafe } from '../csv.ts';
import { type MatrixInput, noteKey } from './matrix-input.ts';

/** The columns, in order: public interface, new ones are added at the end. */
export const matrixCsvColumns = [
  'schema_version',
  'kind',
  'id',
  'title',
  'status',
  'residual_risk',
  'note',
  'networks',
  'control',
  'control_title',
  'area',
  'enforced_where',
  'state',
  'open_findings',
  'accepted_until',
  'database',
] as const;

const cell = (text: string | null | undefined) => formulaSafe(visibleText(text ?? '', 4000));

/** The matrix as CSV (RFC 4180, CRLF): a line for each control of each row, and one for a row without any. */
export function matrixCsv(input: MatrixInput): string {
  const { coverage, notes, titleOf } = input;
  const lines = coverage.rows.flatMap((row) => {
    const first = [
      '1',
      row.cidrs === null ? 'threat' : 'boundary',
      cell(row.id),
      cell(row.title),
      row.status,
      cell(row.residualRisk),
      cell(notes.get(noteKey(row))),
      cell(row.cidrs?.join(' ')),
    ];
    const database = cell(coverage.filter.database);
    if (row.controls.length === 0) return [[...first, '', '', '', '', '', '', '', database]];
    return row.controls.map((control) => [
      ...first,
      cell(control.id),
      cell(titleOf(control.id)),
      control.area,
      control.enforcedWhere,
      control.state,
      String(control.findings),
      control.acceptedUntil ?? '',
      database,
    ]);
  });
  return stringify([[...matrixCsvColumns], ...lines], {
    record_delimiter: 'windows',
    quoted_match: /^'|\s$|^\s/,
  });
}
