import { stateWords } from '../matrix/matrix-input.ts';
import { inline, table } from './markdown-text.ts';
import type { ReportInput } from './report-input.ts';

/** The coverage matrix in full: threats, then the boundaries of the policy. */
export function matrixPart({ document }: ReportInput): string {
  const { threats, boundaries, removableControls } = document.coverage;
  const zones = boundaries.map((zone) => ({
    ...zone,
    title: `${zone.title}${zone.cidrs.length > 0 ? ` (${zone.cidrs.join(', ')})` : ''}`,
  }));
  const rows = [...threats, ...zones].map((row) => [
    inline(row.title),
    `**${row.status}**`,
    inline(row.residualRisk),
    row.controls
      .map(
        ({ id, state, acceptedUntil }) =>
          `${inline(id)} (${stateWords[state]}${acceptedUntil === null ? '' : `, accepted until ${acceptedUntil}`})`,
      )
      .join('<br>') || 'none',
    [...new Set(row.controls.map((control) => control.enforcedWhere))].join(', ') || 'nowhere',
  ]);
  const removable =
    removableControls.length === 0
      ? 'Every control stands against a threat.'
      : `No threat names these controls: ${removableControls.join(', ')}.`;
  return `${table(['Threat or boundary', 'Status', 'What remains', 'Controls', 'Enforced where'], rows, 'There are no threats.')}\n${removable}\n`;
}
