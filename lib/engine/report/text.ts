import { severities } from '../model/severity.ts';
import { visibleText } from '../model/visible-text.ts';
import { entryText } from './entry-text.ts';
import type { FindingEntry, ScanDocument } from './scan-document.ts';

const line = (text: string) => visibleText(text, 400);
const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

function summary(document: ScanDocument): readonly string[] {
  const { target, scan, controls, findings } = document;
  const status = (wanted: string) => controls.filter((control) => control.status === wanted).length;
  const open = findings.filter((finding) => finding.accepted === null);
  const bySeverity = severities
    .map((severity) => [severity, open.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`);
  const accepted = findings.length - open.length;
  const baseline = controls.reduce((sum, control) => sum + (control.baseline?.length ?? 0), 0);
  return [
    `PostgreSQL ${line(target.serverVersion)} (${target.substrate}), system ${line(target.systemIdentifier)}, scanned ${scan.startedAt} as ${line(target.scanRole)}`,
    `Connection: ${target.tls ? `${line(target.tls.version)}, ${line(target.tls.cipher)}` : 'not encrypted'}`,
    `Databases: ${target.databases.map(line).join(', ') || 'none could be read'}`,
    ...(document.score.value === null
      ? []
      : [`Score: ${document.score.value} %, ${document.score.earned} of ${document.score.possible} points`]),
    `Controls: ${status('pass')} pass, ${status('fail')} fail, ${status('unknown')} unknown, ${status('not-applicable')} not applicable`,
    `Findings: ${bySeverity.join(', ') || 'none open'}${accepted > 0 ? `; ${accepted} accepted` : ''}${baseline > 0 ? `; ${baseline} approved by the baseline` : ''}`,
  ];
}

function findingLines(finding: FindingEntry): readonly string[] {
  const mark = finding.accepted ? ` [accepted until ${line(finding.accepted.until)}]` : '';
  const { remediation } = finding;
  const remedy = remediation ? `, ${remediation.kind}` : '';
  return [
    `  ${finding.severity.toUpperCase().padEnd(8)} ${line(finding.title)}${mark}`,
    `           ${line(entryText(finding.object))}`,
    `           ${finding.control}  ${finding.fingerprint}${remedy}`,
  ];
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** A scan for a terminal: plain text in which no name can move the cursor, start a line or turn the reading direction. */
export function scanText(document: ScanDocument): string {
  const unread = document.visibility.filter((entry) => !entry.readable);
  const unknown = document.controls.filter((control) => control.status === 'unknown');
  const threats = document.coverage.threats;
  return `${[
    ...summary(document),
    ...section('Findings', document.findings.flatMap(findingLines)),
    ...section(
      `Not known: ${plural(unknown.length, 'control')} could not be judged`,
      unknown.map((control) => `  ${control.id}: ${line(control.reason ?? '')}`),
    ),
    ...section(
      'Could not be read',
      unread.flatMap((entry) => [
        `  ${line(entry.input)}${entry.database === null ? '' : ` in ${line(entry.database)}`}: ${line(entry.reason ?? '')}`,
        ...(entry.grant === null ? [] : entry.grant.split('\n').map((sql) => `    ${line(sql)}`)),
      ]),
    ),
    ...section(
      'Threats',
      threats.map(
        (threat) =>
          `  ${threat.status.toUpperCase().padEnd(8)} ${line(threat.title)}. ${line(threat.residualRisk)}`,
      ),
    ),
    ...section(
      'Controls no threat names',
      document.coverage.removableControls.map((id) => `  ${id}`),
    ),
    ...section(
      'Decisions the policy leaves open',
      document.decisions.map((decision) => `  ${line(decision.question)} (${line(decision.id)})`),
    ),
  ].join('\n')}\n`;
}
