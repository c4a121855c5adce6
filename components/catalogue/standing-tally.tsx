import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { Standing } from '#lib/service/catalogue/standing.ts';

/** Worst first: the order in which they are read. */
const order = [
  'fail',
  'unknown',
  'accepted',
  'pass',
  'not-applicable',
] as const satisfies readonly Standing[];

/** On how many servers a control stands how. With one server its mark alone, with its word. */
export function StandingTally({ standings }: { standings: readonly Standing[] }) {
  const [only] = standings;
  if (only === undefined) return <span className="text-ink-faint">No server yet</span>;
  if (standings.length === 1) return <VerdictMark mark={only} />;
  return (
    <ul className="flex flex-wrap gap-x-3 tabular-nums">
      {order
        .map((mark) => ({ mark, count: standings.filter((one) => one === mark).length }))
        .filter(({ count }) => count > 0)
        .map(({ mark, count }) => (
          <li key={mark} className="flex items-center gap-1">
            {count}
            <VerdictMark mark={mark} quiet />
          </li>
        ))}
    </ul>
  );
}
