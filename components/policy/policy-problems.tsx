import { Hostile } from '#components/ui/hostile.tsx';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';

/** What is wrong with a policy text, by line. With `onGo`, a line number leads to its line in the editor. */
export function PolicyProblems({
  problems,
  onGo,
}: {
  problems: readonly DraftProblem[];
  onGo?: (line: number) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <ul aria-label="Problems" className="grid rounded-sm border bg-surface">
      {problems.map((problem) => (
        <li
          key={`${problem.layer}:${problem.line}:${problem.column}:${problem.path}:${problem.message}`}
          className="grid grid-cols-[8.5rem_4.5rem_minmax(0,1fr)] gap-2 border-b px-3 py-2 last:border-b-0"
        >
          {onGo && !problem.foreign ? (
            <button
              type="button"
              onClick={() => onGo(problem.line)}
              className="text-left tabular-nums text-accent underline"
            >
              Line {problem.line}
            </button>
          ) : (
            <span className="tabular-nums">
              Line {problem.line}
              {problem.foreign && (
                <span className="block text-fine text-ink-faint">organisation’s policy</span>
              )}
            </span>
          )}
          <span
            className={problem.severity === 'error' ? 'font-medium text-fail' : 'font-medium text-partial'}
          >
            {problem.severity === 'error' ? 'Error' : 'Warning'}
          </span>
          <span className="min-w-0 break-words">
            {problem.path !== '' && (
              <code className="font-mono text-fine text-ink-faint">
                <Hostile text={problem.path} />{' '}
              </code>
            )}
            <Hostile text={problem.message} /> <span className="text-ink-soft">{problem.remedy}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
