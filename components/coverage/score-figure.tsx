import type { ScoreOverview } from '#lib/service/coverage/stored-score.ts';

/** The score in a line of a list. */
export function ScoreFigure({
  score,
}: {
  score: Pick<ScoreOverview, 'value' | 'earned' | 'possible'> | null;
}) {
  if (score === null || score.value === null) return <span className="text-ink-faint">no score yet</span>;
  return (
    <span className="tabular-nums" title={`${score.earned} of ${score.possible} points`}>
      score {score.value.toFixed(1)} %
    </span>
  );
}
