import { z } from 'zod';
import { controlById } from '../../engine/controls/registry.ts';
import { matrixCsv } from '../../engine/report/matrix/matrix-csv.ts';
import type { MatrixInput } from '../../engine/report/matrix/matrix-input.ts';
import { matrixMarkdown } from '../../engine/report/matrix/matrix-markdown.ts';
import { matrixSvg } from '../../engine/report/matrix/matrix-svg.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { type ExportedFile, exportedName } from '../exports/exported-file.ts';
import { requireTarget } from '../targets/get-target.ts';
import { coverageQuerySchema } from './coverage-query.ts';
import { filteredCoverage } from './get-matrix.ts';

export const coverageExportSchema = coverageQuerySchema.extend({ format: z.enum(['csv', 'md', 'svg']) });

const formats = {
  csv: { contentType: 'text/csv; charset=utf-8; header=present', write: matrixCsv },
  md: { contentType: 'text/markdown; charset=utf-8', write: matrixMarkdown },
  svg: { contentType: 'image/svg+xml; charset=utf-8', write: matrixSvg },
} as const;

/** The matrix as a file: exactly what the filter leaves, with the notes. */
export async function exportCoverage(
  access: Access<'report:export' | 'finding:read'>,
  targetId: string,
  request: z.infer<typeof coverageExportSchema>,
): Promise<ExportedFile> {
  access.demand('report:export');
  const { format, ...query } = request;
  const target = await requireTarget(targetId);
  const { scan, coverage, notes } = await filteredCoverage(access, targetId, query);
  const input: MatrixInput = {
    coverage,
    name: target.name,
    scannedAt: scan.finishedAt,
    unfolded: query.unfold,
    notes: new Map([...notes].map(([row, note]) => [row, note.text])),
    titleOf: (id) => controlById(id)?.title ?? id,
  };
  const { contentType, write } = formats[format];
  const body = write(input);
  await inTransaction((transaction) =>
    recordEvent(transaction, access.actor, 'report.export', target.name, {
      format: `coverage ${format}`,
      scan: scan.id,
      rows: coverage.rows.length,
    }),
  );
  return { name: exportedName('coverage', target.name, scan.finishedAt, format), contentType, body };
}
