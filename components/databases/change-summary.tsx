import { type Mention, MentionList } from '#components/findings/mention-list.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Changes } from '#lib/service/findings/worst-findings.ts';

/** What the last scan found that the one before had not, and what is gone since. */
export function ChangeSummary({ changes, findingsHref }: { changes: Changes | null; findingsHref: string }) {
  if (changes === null)
    return <p className="text-ink-soft">This is the first scan. The next one says here what changed.</p>;
  if (changes.opened.total === 0 && changes.closed.total === 0)
    return (
      <p className="text-ink-soft">
        Nothing since the scan before, <RelativeTime at={changes.since} />: no finding came or went.
      </p>
    );
  const mentions = (list: Changes['opened']): Mention[] =>
    list.first.map((each) => ({ ...each, href: `${findingsHref}/${each.fingerprint}` }));
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft">
        Since <RelativeTime at={changes.since} />:{' '}
        <strong className="tabular-nums text-ink">{changes.opened.total}</strong> new,{' '}
        <strong className="tabular-nums text-ink">{changes.closed.total}</strong> gone.
      </p>
      {changes.opened.total > 0 && (
        <div>
          <h3 className="text-fine font-medium text-ink-faint">New</h3>
          <MentionList mentions={mentions(changes.opened)} />
        </div>
      )}
      {changes.closed.total > 0 && (
        <div>
          <h3 className="text-fine font-medium text-ink-faint">Gone</h3>
          <MentionList mentions={mentions(changes.closed)} struck />
        </div>
      )}
    </div>
  );
}
