import { csvCell, csvColumns, csvLine, csvRow } from './csv.ts';
import { findingsPart } from './markdown/findings-part.ts';
import { inline, list, table } from './markdown/markdown-text.ts';
import type { ScanDocument } from './scan-document.ts';

/** A server whose last good scan the list was made from. */
export interface FleetServer {
  readonly id: string;
  readonly name: string;
  /** When that scan finished, ISO 8601 UTC. */
  readonly scannedAt: string;
  /** Why what is listed may no longer hold; null where nothing says so. */
  readonly stale: string | null;
  /** How many findings of it are in the list. */
  readonly findings: number;
}

/** Findings of many servers: what is known before any scan is opened. */
export interface FleetFindings {
  readonly servers: readonly FleetServer[];
  /** Servers that were never scanned with success: of these nothing is known, which every format says. */
  readonly unread: readonly { readonly id: string; readonly name: string }[];
}

/** One server's part of the list. */
export interface FleetPart {
  readonly server: FleetServer;
  readonly document: Pick<ScanDocument, 'findings' | 'controls'>;
}

export const neverScanned = 'No scan of this server has succeeded: nothing is known of it';

/** The columns, in order: those of one scan, then the server. Public interface, new ones are added at the end. */
export const fleetCsvColumns = [...csvColumns, 'server', 'scanned_at', 'stale'] as const;

/** One row a finding, and one with the state `unknown` for each server that was never scanned with success. */
export async function* fleetCsv(
  { unread }: FleetFindings,
  parts: AsyncIterable<FleetPart>,
): AsyncGenerator<string> {
  yield csvLine(fleetCsvColumns);
  for (const { name } of unread) {
    const cells: Partial<Record<(typeof fleetCsvColumns)[number], string>> = {
      schema_version: '1',
      state: 'unknown',
      title: neverScanned,
      server: csvCell(name),
    };
    yield csvLine(fleetCsvColumns.map((column) => cells[column] ?? ''));
  }
  for await (const { server, document } of parts) {
    const about = [csvCell(server.name), server.scannedAt, csvCell(server.stale)];
    for (const finding of document.findings) yield csvLine([...csvRow(finding), ...about]);
  }
}

/** `{ schemaVersion, unread, servers: [{ server, findings }] }`, each finding as in the JSON of one scan. */
export async function* fleetJson(
  { unread }: FleetFindings,
  parts: AsyncIterable<FleetPart>,
): AsyncGenerator<string> {
  yield `{\n"schemaVersion": "1",\n"unread": ${JSON.stringify(unread)},\n"servers": [`;
  let first = true;
  for await (const { server, document } of parts) {
    yield `${first ? '' : ','}\n{ "server": ${JSON.stringify(server)}, "findings": [`;
    for (const [at, finding] of document.findings.entries())
      yield `${at === 0 ? '' : ','}\n${JSON.stringify(finding)}`;
    yield '] }';
    first = false;
  }
  yield '\n]\n}\n';
}

/** A table of the servers, then each server's findings by control with their scripts. */
export async function* fleetMarkdown(
  { servers, unread }: FleetFindings,
  parts: AsyncIterable<FleetPart>,
): AsyncGenerator<string> {
  const rows = servers.map(({ name, scannedAt, stale, findings }) => [
    inline(name),
    `${scannedAt.slice(0, 16).replace('T', ' ')} UTC${stale === null ? '' : `; ${inline(stale)}`}`,
    String(findings),
  ]);
  yield `# Findings of the fleet\n\n${table(['Server', 'Scanned', 'Findings'], rows, 'No server has a finished scan.')}\n`;
  if (unread.length > 0)
    yield `Never scanned with success, so that nothing is known of them:\n\n${list(unread.map(({ name }) => inline(name)))}\n`;
  for await (const { server, document } of parts)
    yield `## ${inline(server.name)}\n\n${findingsPart({ document })}\n`;
}
