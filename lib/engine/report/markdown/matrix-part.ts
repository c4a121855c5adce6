import { inline, table } from './markdown-text.ts';
import type { ReportInput } from './report-input.ts';

/** The threat → control coverage matrix. */
export function matrixPart({ document }: ReportInput): string {
  const { threats, removableControls } = document.coverage;
  const rows = threats.map((threat) => [
    inline(threat.title),
    `**${threat.status}**`,
    inline(threat.residualRisk),
    threat.controls
      .map((control) => `${control.id} (${control.status}${control.verified ? ', verified' : ''})`)
      .join('<br>') || 'none',
    [...new Set(threat.controls.map((control) => control.enforcedWhere))].join(', ') || 'nowhere',
  ]);
  const removable =
    removableControls.length === 0
      ? 'Every control stands against a threat.'
      : `No threat names these controls: ${removableControls.join(', ')}.`;
  return `${table(['Threat', 'Status', 'What remains', 'Controls', 'Enforced where'], rows, 'There are no threats.')}\n${removable}\n`;
}
