import Link from 'next/link';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { Score } from '#lib/engine/coverage/score.ts';

export interface ScorePartProps {
  score: Score;
  titles: Readonly<Record<string, string>>;
  findingsHref: string;
}

const shown = 6;
const share = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);

/** The score, the sum it is, and what would raise it most. */
export function ScorePart({ score, titles, findingsHref }: ScorePartProps) {
  if (score.value === null)
    return <p className="text-ink-soft">There is no control, so there is no score.</p>;
  const { earned, possible, missing, nothingToGuard, areas } = score;
  const lines = new Map(score.lines.map((line) => [line.control, line]));
  const missed = [
    [missing.failing, 'where controls fail'],
    [missing.unknown, 'where they could not be judged'],
    [missing.waiting, 'where another control has to hold first'],
  ] as const;
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
      <div className="grid content-start gap-3">
        <p className="flex items-baseline gap-3">
          <strong className="text-title font-semibold tabular-nums">{score.value.toFixed(1)} %</strong>
          <span className="text-ink-soft tabular-nums">
            {earned} of {possible} points
          </span>
        </p>
        <p className="text-ink-soft">
          A control earns its points when it holds everywhere. Not earned:{' '}
          {missed
            .filter(([points]) => points > 0)
            .map(([points, why]) => `${points} ${why}`)
            .join(', ') || 'none'}
          . {nothingToGuard > 0 && `${nothingToGuard} of those earned: there is nothing to guard. `}
          Accepted findings earn none.
        </p>
        <table className="w-full text-left">
          <caption className="sr-only">Points by area</caption>
          <thead className="text-fine text-ink-faint [&_th]:py-1 [&_th]:font-medium">
            <tr>
              <th scope="col">Area</th>
              <th scope="col" className="px-3 text-right">
                Points
              </th>
              <th scope="col">
                <span className="sr-only">Share</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {areas.map((area) => (
              <tr key={area.area} className="[&>*]:border-t [&>*]:py-1">
                <th scope="row" className="font-normal capitalize">
                  {area.area}
                </th>
                <td className="px-3 text-right tabular-nums">
                  {area.earned} / {area.possible}
                </td>
                <td className="w-2/5">
                  <svg
                    viewBox="0 0 100 6"
                    preserveAspectRatio="none"
                    className="h-1.5 w-full"
                    aria-hidden="true"
                  >
                    <rect width="100" height="6" className="fill-sunken" />
                    <rect width={share(area.earned, area.possible)} height="6" className="fill-accent" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="grid content-start gap-3">
        <h3 className="font-semibold">What would raise it most</h3>
        {score.raises.length === 0 ? (
          <p className="text-ink-soft">Every point is earned.</p>
        ) : (
          <ol className="grid">
            {score.raises.slice(0, shown).map(({ control, points }) => (
              <RaiseLine
                key={control}
                line={lines.get(control)}
                title={titles[control] ?? control}
                points={points}
                possible={possible}
                href={`${findingsHref}?${new URLSearchParams({ control, accepted: 'all' })}`}
              />
            ))}
          </ol>
        )}
        <details>
          <summary className="text-accent">Every control and its points</summary>
          <table className="mt-2 w-full text-left text-fine">
            <caption className="sr-only">Every control and its points</caption>
            <tbody>
              {score.lines.map((line) => (
                <tr key={line.control} className="[&>*]:border-t [&>*]:py-1 [&>*]:align-top">
                  <th scope="row" className="font-normal">
                    {titles[line.control] ?? line.control}
                    {line.waitsFor !== null && (
                      <span className="text-ink-faint"> waits for {line.waitsFor}</span>
                    )}
                  </th>
                  <td className="px-2">
                    <VerdictMark mark={line.status} />
                  </td>
                  <td className="text-right tabular-nums">
                    {line.earned} / {line.weight}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </div>
  );
}

function RaiseLine({
  line,
  title,
  points,
  possible,
  href,
}: {
  line: Score['lines'][number] | undefined;
  title: string;
  points: number;
  possible: number;
  href: string;
}) {
  return (
    <li className="flex items-baseline justify-between gap-3 border-b py-1.5">
      <span className="flex min-w-0 items-baseline gap-2">
        {line && <SeverityMark severity={line.severity} quiet />}
        <span className="min-w-0">
          {title}
          <span className="block text-fine text-ink-faint">
            {line?.status === 'unknown' ? (
              'could not be judged'
            ) : (
              <Link href={href} className="text-accent underline underline-offset-3">
                {line?.findings === 1 ? '1 finding' : `${line?.findings ?? 0} findings`}
              </Link>
            )}
          </span>
        </span>
      </span>
      <span className="whitespace-nowrap font-medium tabular-nums" title={`${points} of ${possible} points`}>
        +{share(points, possible).toFixed(1)} %
      </span>
    </li>
  );
}
