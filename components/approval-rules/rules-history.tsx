import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RulesChange } from '#lib/service/remediation/change-rules.ts';
import { RulesTable } from './rules-table.tsx';

/** Every version and proposal that was decided, newest first. */
export function RulesHistory({ changes }: { changes: readonly RulesChange[] }) {
  return (
    <ul>
      {changes.map((change) => (
        <li key={change.id} className="border-b py-1.5 last:border-b-0">
          <details>
            <summary>
              {change.version === null ? change.state : `version ${change.version}`}:{' '}
              <Hostile text={change.reason} />{' '}
              <span className="text-ink-faint">
                <Hostile text={change.author} />
                {change.decider !== null && (
                  <>
                    , decided by <Hostile text={change.decider} />
                  </>
                )}
              </span>
            </summary>
            <div className="mt-2 grid gap-2">
              <p className="text-ink-faint">
                <RelativeTime at={change.createdAt} />
                {change.decision !== null && change.decision !== '' && (
                  <>
                    {' '}
                    · <Hostile text={change.decision} />
                  </>
                )}
              </p>
              {change.altered && (
                <Notice tone="fail">This is not what Postern wrote: it was changed in its database.</Notice>
              )}
              <RulesTable rules={change.rules} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
