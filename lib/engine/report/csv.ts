import { stringify } from 'csv-stringify/sync';
import { visibleText } from '../model/visible-text.ts';
import type { FindingEntry, ScanDocument } from './scan-document.ts';

/** The columns, in order: public interface, new ones are added at the end. */
export const csvColumns = [
  'schema_version',
  'fingerprint',
  'control',
  'severity',
  'state',
  'title',
  'object_kind',
  'database',
  'schema',
  'name',
  'column',
  'role',
  'rule',
  'signature',
  'threats',
  'references',
  'accepted_reason',
  'accepted_by',
  'accepted_until',
  'remediation_kind',
  'remediation_up',
  'remediation_down',
  'accepted_compensating_control',
  'assignee',
  'due',
  'first_seen',
  'last_seen',
] as const;

/**
 * A cell that no spreadsheet takes for a formula: a leading `=`, `+`, `-`, `@` (also full width, also behind spaces) gets
 * an apostrophe before it (OWASP ASVS 1.2.10). Line ends and tabs of names are already marks; scripts keep theirs.
 */
export function formulaSafe(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
}

/** A text of a scanned server, safe as a cell. */
export const csvCell = (text: string | null | undefined) => formulaSafe(visibleText(text ?? ''));
/** Scripts hold line feeds on purpose; anything else invisible in them is shown. */
const script = (text: string) =>
  formulaSafe(
    text
      .split('\n')
      .map((line) => visibleText(line, 100_000))
      .join('\n'),
  );

/** The cells of a finding, in the order of `csvColumns`. */
export function csvRow(finding: FindingEntry): readonly string[] {
  const { object, accepted, remediation, life } = finding;
  return [
    '1',
    finding.fingerprint,
    finding.control,
    finding.severity,
    life?.state ?? (accepted ? 'accepted' : 'open'),
    csvCell(finding.title),
    object.kind,
    csvCell(object.database),
    csvCell(object.schema),
    csvCell(object.relation === undefined ? object.name : `${object.relation}: ${object.name}`),
    csvCell(object.column),
    object.public ? 'PUBLIC' : csvCell(object.role),
    csvCell(object.rule),
    csvCell(object.signature),
    finding.threats.join(' '),
    finding.references.map((reference) => `${reference.standard} ${reference.id}`).join('; '),
    csvCell(accepted?.reason),
    csvCell(accepted?.approvedBy),
    csvCell(accepted?.until),
    remediation?.kind ?? '',
    script(remediation?.up ?? ''),
    script(remediation?.down ?? ''),
    csvCell(accepted?.compensatingControl),
    csvCell(life?.assignee),
    life?.due ?? '',
    life?.firstSeen ?? '',
    life?.lastSeen ?? '',
  ];
}

/** One row as RFC 4180 has it. */
export const csvLine = (cells: readonly string[]) =>
  stringify([[...cells]], { record_delimiter: 'windows', quoted_match: /^'|\s$|^\s/ });

/** Findings as CSV (RFC 4180, CRLF), one a row, in pieces; hand in fewer findings to export fewer. */
export function* scanCsv(document: Pick<ScanDocument, 'findings'>): Generator<string> {
  yield csvLine(csvColumns);
  for (const finding of document.findings) yield csvLine(csvRow(finding));
}
