import { percent } from '../../coverage/score.ts';
import { table } from './markdown-text.ts';
import type { ReportInput } from './report-input.ts';

/** How many of the controls that would raise the score are named. */
const raisesShown = 10;

/** The score, and the sum it is. */
export function scorePart({ document }: ReportInput): string {
  const { score, controls } = document;
  if (score.value === null) return 'There is no control, so there is no score.\n';
  const title = new Map(controls.map((control) => [control.id, control.title]));
  const { earned, possible, missing, nothingToGuard } = score;
  const lines = new Map(score.lines.map((line) => [line.control, line]));
  return [
    `**${score.value} %**: ${earned} of ${possible} points. Not earned: ${missing.failing} where controls fail, ${missing.unknown} where they could not be judged${missing.waiting > 0 ? `, ${missing.waiting} where another control has to hold first` : ''}. Of those earned, ${nothingToGuard} because there is nothing to guard. A control earns its points when it holds everywhere; accepted findings earn none.\n`,
    table(
      ['Area', 'Earned', 'Possible', 'Score'],
      score.areas.map((one) => [one.area, String(one.earned), String(one.possible), `${percent(one)} %`]),
      '',
    ),
    table(
      ['What would raise it most', 'State', 'Findings', 'Points'],
      score.raises
        .slice(0, raisesShown)
        .map(({ control, points }) => [
          `${title.get(control) ?? control} (${control})`,
          lines.get(control)?.status ?? 'unknown',
          String(lines.get(control)?.findings ?? 0),
          `+${points}`,
        ]),
      'Every point is earned.',
    ),
  ].join('\n');
}
