import Link from 'next/link';
import { classNames } from '#components/ui/class-names.ts';
import type { RemediationQueue } from '#lib/service/remediation/remediation-queue-view.ts';
import { type QueueFilter, queueHref } from './queue-address.ts';
import { shownTabs, tabWords } from './remediation-states.ts';

/** Every state of the queue with how many there are; the filter stays. */
export function QueueTabs({ filter, counts }: { filter: QueueFilter; counts: RemediationQueue['counts'] }) {
  return (
    <nav aria-label="Queue" className="mb-5 flex gap-5 overflow-x-auto border-b">
      {shownTabs.map((tab) => {
        const here = tab === filter.tab;
        return (
          <Link
            key={tab}
            href={queueHref({ ...filter, tab })}
            aria-current={here ? 'page' : undefined}
            className={classNames(
              '-mb-px flex shrink-0 items-baseline gap-1.5 border-b-2 px-0.5 pt-1 pb-2',
              here
                ? 'border-accent font-medium text-ink'
                : 'border-transparent text-ink-soft hover:border-line-strong hover:text-ink',
            )}
          >
            {tabWords[tab].title}
            {tab !== 'all' && (
              <span className="text-fine tabular-nums text-ink-faint">
                {counts[tab].toLocaleString('en')}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
