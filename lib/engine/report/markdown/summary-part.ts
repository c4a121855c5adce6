import { severities } from '../../model/severity.ts';
import { inline, list, table } from './markdown-text.ts';
import type { ReportInput } from './report-input.ts';

/** What was looked at, as whom, and how it came out. */
export function summaryPart({ document, policy }: ReportInput): string {
  const { target, scan, controls, findings, coverage } = document;
  const open = findings.filter((finding) => finding.accepted === null);
  const counted = severities.map((severity) => [
    severity,
    String(open.filter((finding) => finding.severity === severity).length),
  ]);
  const baseline = controls.reduce((sum, control) => sum + (control.baseline?.length ?? 0), 0);
  const status = (wanted: string) => String(controls.filter((control) => control.status === wanted).length);
  const threat = (wanted: string) => coverage.threats.filter((one) => one.status === wanted).length;
  const unread = document.visibility.filter((entry) => !entry.readable).length;
  const system = policy.system?.name === undefined ? '' : `System: ${inline(policy.system.name)}`;
  return [
    list(
      [
        system,
        `PostgreSQL ${inline(target.serverVersion)} on ${target.substrate}, system identifier ${inline(target.systemIdentifier)}`,
        `Databases: ${target.databases.map(inline).join(', ') || 'none could be read'}`,
        `Scanned ${scan.startedAt} as ${inline(target.scanRole)}, ${target.tls ? `over ${inline(target.tls.version)} with ${inline(target.tls.cipher)}` : 'without TLS'}`,
        `Postern ${scan.toolVersion}, policy ${scan.policyDigest.slice(0, 12)}, controls ${scan.controlsDigest.slice(0, 12)}`,
      ].filter((line) => line !== ''),
    ),
    table(
      ['Findings that count', 'Number'],
      [
        ...counted,
        ['accepted', String(findings.length - open.length)],
        ...(baseline > 0 ? [['approved by the baseline', String(baseline)]] : []),
      ],
      '',
    ),
    table(
      ['Controls', 'Number'],
      [
        ['pass', status('pass')],
        ['fail', status('fail')],
        ['unknown', status('unknown')],
        ['not applicable', status('not-applicable')],
      ],
      '',
    ),
    `Of ${coverage.threats.length} threats ${threat('covered')} are covered, ${threat('partial')} partly, ${threat('gap')} not, ${threat('unknown')} are not known and ${threat('accepted')} accepted. ${unread === 0 ? 'Everything was readable.' : `${unread} inputs could not be read: see Gaps.`}\n`,
  ].join('\n');
}
