import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import type { FindingListRow } from '#lib/service/findings/listed-finding.ts';
import { AcceptanceMark } from './acceptance-mark.tsx';
import { requestNames } from './shown-states.ts';
import { StateMark } from './state-mark.tsx';

/** What stands beside a finding in a list, where it is more than open: its state, who has it, what waits. */
export function RowMarks({ row, today }: { row: FindingListRow; today: string }) {
  const late = row.dueOn !== null && row.dueOn < today && row.state !== 'fixed';
  const plain = row.state === 'open' && !row.isNew && row.waiting.length === 0;
  if (plain && row.assignee === null && row.dueOn === null) return null;
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
      {row.accepted && <AcceptanceMark until={row.accepted.until} today={today} />}
      {row.state !== 'open' && row.state !== 'accepted' && <StateMark state={row.state} />}
      {row.isNew && row.state === 'open' && <Badge tone="accent">New</Badge>}
      {row.waiting.map((kind) => (
        <Badge key={kind} tone="partial">
          {requestNames[kind]} waits for approval
        </Badge>
      ))}
      {row.assignee && (
        <span className="text-fine text-ink-soft">
          <Hostile text={row.assignee.name} />
        </span>
      )}
      {row.dueOn && (
        <span className={late ? 'text-fine font-medium text-fail' : 'text-fine text-ink-soft'}>
          {late ? 'overdue since' : 'due'} <time dateTime={row.dueOn}>{row.dueOn}</time>
        </span>
      )}
    </span>
  );
}
