import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RemediationHistoryLine } from '#lib/service/remediation/remediation-view.ts';
import { historyWords } from './history-words.ts';

/** What happened to it, newest first; the trail of Postern has the same, sealed. */
export function HistoryView({ lines }: { lines: readonly RemediationHistoryLine[] }) {
  return (
    <ol>
      {lines.map((line) => (
        <li
          key={`${line.at} ${line.action} ${line.to}`}
          className="grid gap-0.5 border-b py-1.5 last:border-b-0"
        >
          <span className="flex flex-wrap gap-x-2">
            <Hostile text={line.actor} />
            <span className="text-ink-soft">{historyWords(line.action)}</span>
            <span className="text-ink-faint">
              <RelativeTime at={line.at} />
            </span>
          </span>
          {line.reason !== null && line.reason !== '' && (
            <span className="text-ink-soft">
              <Hostile text={line.reason} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
