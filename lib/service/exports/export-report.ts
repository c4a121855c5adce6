import { z } from 'zod';
import { loadScriptParser } from '../../engine/remediation/check-script.ts';
import { scanCsv } from '../../engine/report/csv.ts';
import { scanJson } from '../../engine/report/json.ts';
import { hardeningReport } from '../../engine/report/markdown.ts';
import type { ScanDocument } from '../../engine/report/scan-document.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findingQuerySchema } from '../findings/finding-query.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { judgedPolicy } from '../policy/judged-policy.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { keptFacts } from '../snapshot/kept-facts.ts';
import type { OpenSnapshot } from '../snapshot/open-snapshot.ts';
import { requireTarget } from '../targets/get-target.ts';
import { type ExportedFile, exportedName } from './exported-file.ts';
import { storedDocument, wholeDocument } from './stored-document.ts';
import { streamed } from './streamed.ts';
import { findingsInFilter, withRecords } from './with-lives.ts';
import { withRemedies } from './with-remedies.ts';

export const exportRequestSchema = findingQuerySchema.extend({
  format: z.enum(['json', 'md', 'csv']),
  /** `all`: the whole scan, whatever the filters say. */
  scope: z.enum(['filtered', 'all']).default('filtered'),
});

const contentTypes = {
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;

/** Everything the scan found, whatever was said about it since, worst first. */
const wholeScan = findingQuerySchema.parse({ accepted: 'all' });

/** The last good scan as a file: the findings the filters leave, in the order the page has them, or all of it. */
export async function exportReport(
  access: Access<'report:export'>,
  targetId: string,
  request: z.infer<typeof exportRequestSchema>,
): Promise<ExportedFile<string | ReadableStream<Uint8Array>>> {
  access.demand('report:export');
  const { format, scope, ...query } = request;
  const target = await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const wanted = scope === 'all' ? wholeScan : query;
  const lives = { targetIds: [targetId], scanIds: [scan.id], today: todayUtc(), me: access.actor.id };
  const [stored, records, facts, policy] = await Promise.all([
    storedDocument(scan.id),
    findingsInFilter(lives, wanted),
    keptFacts(scan.id),
    judgedPolicy(targetId, scan),
    loadScriptParser(),
  ]);
  const snapshot = { facts, policy };
  const listed = withRecords(await wholeDocument(stored, scan.id, snapshot), records, lives);
  const document = withRemedies(listed, snapshot);
  await inTransaction((transaction) =>
    recordEvent(transaction, access.actor, 'report.export', target.name, {
      format,
      scan: scan.id,
      findings: document.findings.length,
    }),
  );
  return {
    name: exportedName('postern', target.name, scan.finishedAt, format),
    contentType: contentTypes[format],
    body: render(format, document, snapshot),
  };
}

function render(
  format: 'json' | 'md' | 'csv',
  document: ScanDocument,
  { facts, policy }: Pick<OpenSnapshot, 'facts' | 'policy'>,
): string | ReadableStream<Uint8Array> {
  switch (format) {
    case 'json':
      return streamed(scanJson(document));
    case 'csv':
      return streamed(scanCsv(document));
    case 'md':
      return hardeningReport({ document, inventory: facts.inventory, policy });
  }
}
