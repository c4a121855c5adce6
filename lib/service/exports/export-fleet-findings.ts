import { z } from 'zod';
import { loadScriptParser } from '../../engine/remediation/check-script.ts';
import {
  type FleetFindings,
  type FleetPart,
  fleetCsv,
  fleetJson,
  fleetMarkdown,
} from '../../engine/report/fleet-findings.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findingQuerySchema } from '../findings/finding-query.ts';
import { fleetScope } from '../findings/fleet-scope.ts';
import { judgedPolicy } from '../policy/judged-policy.ts';
import { keptFacts } from '../snapshot/kept-facts.ts';
import { type ExportedFile, exportedName } from './exported-file.ts';
import { storedDocument } from './stored-document.ts';
import { streamedInTurn } from './streamed.ts';
import { findingsInFilter, withRecords } from './with-lives.ts';
import { withRemedies } from './with-remedies.ts';

export const fleetExportSchema = findingQuerySchema.extend({ format: z.enum(['json', 'md', 'csv']) });

const contentTypes = {
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;

const writers = { json: fleetJson, md: fleetMarkdown, csv: fleetCsv } as const;

/**
 * The findings of the fleet that the filters leave, as a file: server by server, each in the order the page has them. Which findings
 * these are is settled before the first byte; a scan is opened only when its turn comes, and let go of after it.
 */
export async function exportFleetFindings(
  access: Access<'report:export'>,
  request: z.infer<typeof fleetExportSchema>,
): Promise<ExportedFile<ReadableStream<Uint8Array>>> {
  access.demand('report:export');
  const { format, ...query } = request;
  const { scope, read, unread } = await fleetScope(access.actor.id);
  const records = await findingsInFilter(scope, query);
  const byTarget = Map.groupBy(records, (record) => record.targetId);
  const listed = read.map(({ target, scan }) => ({
    scan,
    records: byTarget.get(target.id) ?? [],
    server: {
      ...target,
      scannedAt: scan.finishedAt,
      stale: scan.stale,
      findings: byTarget.get(target.id)?.length ?? 0,
    },
  }));
  await loadScriptParser();

  async function* parts(): AsyncGenerator<FleetPart> {
    for (const { server, scan, records: own } of listed) {
      if (own.length === 0) {
        yield { server, document: { findings: [], controls: [] } };
        continue;
      }
      const [document, facts, policy] = await Promise.all([
        storedDocument(scan.id),
        keptFacts(scan.id),
        judgedPolicy(server.id, scan),
      ]);
      yield { server, document: withRemedies(withRecords(document, own, scope), { facts, policy }) };
    }
  }

  const fleet: FleetFindings = { servers: listed.map(({ server }) => server), unread };
  await inTransaction((transaction) =>
    recordEvent(transaction, access.actor, 'report.export', 'the fleet', {
      format,
      servers: listed.length,
      findings: records.length,
    }),
  );
  return {
    name: exportedName('postern-findings', 'fleet', new Date().toISOString(), format),
    contentType: contentTypes[format],
    body: streamedInTurn(writers[format](fleet, parts())),
  };
}
