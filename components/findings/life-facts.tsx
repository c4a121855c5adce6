import { Facts } from '#components/ui/facts.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { FindingDetail } from '#lib/service/findings/get-finding.ts';
import { StateMark } from './state-mark.tsx';

/** Where a finding stands, who has it, and since when it is there. */
export function LifeFacts({ finding, today }: { finding: FindingDetail; today: string }) {
  const late = finding.dueOn !== null && finding.dueOn < today && finding.state !== 'fixed';
  return (
    <Facts
      facts={[
        ['State', <StateMark key="s" state={finding.state} />],
        [
          'Assigned to',
          finding.assignee === null ? (
            <span key="a" className="text-ink-faint">
              nobody
            </span>
          ) : (
            <Hostile key="a" text={finding.assignee.name} />
          ),
        ],
        ...(finding.dueOn === null
          ? []
          : [
              [
                'Due',
                <span key="d" className={late ? 'font-medium text-fail' : undefined}>
                  {finding.dueOn}
                  {late && ', overdue'}
                </span>,
              ] as const,
            ]),
        ['First seen', <RelativeTime key="f" at={finding.firstSeenAt} />],
        ['Last seen', <RelativeTime key="l" at={finding.lastSeenAt} />],
      ]}
    />
  );
}
