import { classNames } from '#components/ui/class-names.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import type { ShownLine } from '#lib/service/remediation/execution-view.ts';
import { durationWords } from './lock-words.ts';

/** The log of a run, line by line; new lines are announced. */
export function ExecutionLines({ lines, live }: { lines: readonly ShownLine[]; live: boolean }) {
  return (
    <section
      aria-label="Log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative max-h-120 overflow-y-auto rounded-sm border bg-surface font-mono text-fine leading-5"
    >
      <ol aria-live={live ? 'polite' : undefined}>
        {lines.map((line) => (
          <li
            key={line.seq}
            className={classNames(
              'grid grid-cols-[5.5rem_minmax(0,1fr)_auto] gap-3 border-b px-3 py-1 last:border-b-0',
              line.kind === 'error' && 'bg-fail-wash',
            )}
          >
            <time dateTime={line.at} className="text-ink-faint tabular-nums">
              {line.at.slice(11, 23)}
            </time>
            <span
              className={classNames(
                'min-w-0 whitespace-pre-wrap',
                line.kind === 'error' && 'text-fail',
                line.kind === 'info' && 'text-ink-soft',
              )}
            >
              {line.kind !== 'info' && <span className="sr-only">{line.kind}: </span>}
              <Hostile text={line.text} />
            </span>
            <span className="text-right text-ink-faint tabular-nums">{figures(line)}</span>
          </li>
        ))}
        {lines.length === 0 && <li className="px-3 py-1 text-ink-faint">No line yet.</li>}
      </ol>
    </section>
  );
}

function figures({ sqlstate, rows, notices, ms }: ShownLine): string {
  return [
    sqlstate === null ? null : `SQLSTATE ${sqlstate}`,
    rows === null || rows === 0 ? null : `${rows} ${rows === 1 ? 'row' : 'rows'}`,
    notices === null || notices === 0 ? null : `${notices} ${notices === 1 ? 'notice' : 'notices'}`,
    ms === null ? null : durationWords(ms),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
