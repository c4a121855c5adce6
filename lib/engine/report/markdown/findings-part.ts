import { controlById } from '../../controls/registry.ts';
import { hasInvisible } from '../../model/visible-text.ts';
import { entryText } from '../entry-text.ts';
import type { FindingEntry } from '../scan-document.ts';
import { codeBlock, inline, limited, list, table } from './markdown-text.ts';
import type { ReportInput } from './report-input.ts';

function script(finding: FindingEntry): string {
  const { remediation } = finding;
  if (!remediation) return '';
  if (remediation.kind === 'manual') return `By hand: ${inline(remediation.up)}\n`;
  if (hasInvisible(remediation.up)) {
    return `The script holds invisible or direction-changing characters and is not printed: \`postern remediate --finding ${finding.fingerprint}\` gives it.\n`;
  }
  return `${codeBlock(remediation.up, remediation.kind === 'config' ? '' : 'sql')}${remediation.irreversible === null ? '' : `\nCannot be undone: ${inline(remediation.irreversible)}\n`}`;
}

function standing({ accepted, life }: FindingEntry): string {
  const compensating =
    accepted?.compensatingControl === undefined ? '' : `; meanwhile ${inline(accepted.compensatingControl)}`;
  const risk = accepted
    ? ` *(accepted until ${inline(accepted.until)} by ${inline(accepted.approvedBy)}: ${inline(accepted.reason)}${compensating})*`
    : '';
  if (!life) return risk;
  const said = [
    life.state === 'accepted' ? '' : life.state.replaceAll('-', ' '),
    life.assignee === null ? '' : `assigned to ${inline(life.assignee)}`,
    life.due === null ? '' : `due ${life.due}`,
    ...life.waiting.map((kind) => `${kind.replaceAll('-', ' ')} waits for approval`),
    `first seen ${life.firstSeen.slice(0, 10)}`,
  ].filter((one) => one !== '');
  return `${risk} *(${said.join(', ')})*`;
}

/** Findings by control, worst first, each with its script. */
export function findingsPart({
  document,
}: {
  readonly document: Pick<ReportInput['document'], 'findings' | 'controls'>;
}): string {
  const groups = Map.groupBy(document.findings, (finding) => finding.control);
  const titles = new Map(document.controls.map((control) => [control.id, control.title]));
  const parts = [...groups].map(([control, findings]) => {
    const { shown, note } = limited(findings, 50);
    const references =
      findings[0]?.references.map((reference) => `${reference.standard} ${reference.id}`).join(', ') ?? '';
    const each = shown.map((finding) => {
      return `**${finding.severity}** ${inline(finding.title)}${standing(finding)}\n\nFinding \`${finding.fingerprint}\` on ${inline(entryText(finding.object))}\n\n${script(finding)}`;
    });
    const caution = controlById(control)?.caution;
    const mending = caution === undefined ? '' : `\n\nBefore mending it: ${inline(caution)}`;
    return `### ${inline(titles.get(control) ?? control)}\n\n\`${control}\`: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}. ${references}${mending}\n\n${each.join('\n')}${note}`;
  });
  return parts.length === 0 ? 'Nothing was found.\n' : parts.join('\n');
}

/** Rows that are no findings because the policy's baseline approves them, with who did and why. */
export function baselinePart({ document }: ReportInput): string {
  const rows = document.controls.flatMap(({ id, baseline = [] }) =>
    baseline.map((row) => [id, inline(row.title), inline(row.approvedBy), inline(row.reason)]),
  );
  const { shown, note } = limited(rows, 200);
  return `${table(['Control', 'Row', 'Approved by', 'Why'], shown, 'The policy approves no row.')}${note}`;
}

/** What could not be read or judged, and the grants that would allow it. */
export function gapsPart({ document }: ReportInput): string {
  const unread = document.visibility.filter((entry) => !entry.readable);
  const rows = unread.map((entry) => [
    inline(entry.input),
    entry.database === null ? 'cluster' : inline(entry.database),
    inline(entry.reason ?? ''),
  ]);
  const grants = [...new Set(unread.flatMap((entry) => (entry.grant === null ? [] : [entry.grant])))];
  const unknown = document.controls.filter((control) => control.status === 'unknown');
  return [
    table(['Input', 'Where', 'Why not'], rows, 'Everything was readable.'),
    ...(grants.length === 0
      ? []
      : [
          'These grants would allow it:\n',
          grants.some(hasInvisible)
            ? 'They name databases or roles with invisible characters and are not printed; the JSON report has them.\n'
            : codeBlock(grants.join('\n'), 'sql'),
        ]),
    table(
      ['Control', 'Why it is not known'],
      unknown.map((control) => [control.id, inline(control.reason ?? '')]),
      'Every control could be judged.',
    ),
  ].join('\n');
}

/** What the policy leaves open. */
export function decisionsPart({ document }: ReportInput): string {
  const { shown, note } = limited(document.decisions, 100);
  const parts = shown.map((decision) => {
    const blocks = decision.blocks.length === 0 ? '' : `Waiting for it: ${decision.blocks.join(', ')}.\n\n`;
    const options = list(
      decision.options.map((option) => `**${inline(option.title)}.** ${inline(option.consequence)}`),
    );
    return `### ${inline(decision.question)}\n\n${inline(decision.id)}\n\n${inline(decision.why)}\n\n${blocks}${options}`;
  });
  return parts.length === 0 ? 'The policy leaves nothing open.\n' : `${parts.join('\n')}${note}`;
}
