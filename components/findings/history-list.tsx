import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { HistoryEntry } from '#lib/service/triage/finding-history.ts';
import { stateNames } from './shown-states.ts';

const deeds: Readonly<Record<string, string>> = {
  found: 'A scan found it for the first time.',
  fixed: 'Fixed.',
  'found-again': 'It is back.',
  'evidence-changed': 'Reopened.',
  baselined: 'The policy’s baseline approves it.',
  'baseline-left': 'Reopened: not in the baseline any more.',
  accepted: 'Accepted by the policy.',
  'acceptance-changed': 'The acceptance changed.',
  'acceptance-over': 'The acceptance is over. Reopened.',
  'acceptance-removed': 'The acceptance was taken away while it ran. Reopened.',
  'acceptance-requested': 'asked for acceptance',
  'acceptance-approved': 'approved the acceptance',
  'acceptance-rejected': 'rejected the acceptance',
  'acceptance-withdrawn': 'took the request for acceptance back',
  'false-positive-requested': 'called it a false positive, which waits for approval',
  'false-positive-approved': 'agreed that it is a false positive',
  'false-positive-rejected': 'did not agree that it is a false positive',
  'false-positive-withdrawn': 'took the false positive back',
  'baseline-requested': 'asked for it to be approved as baseline',
  'baseline-approved': 'approved it as baseline',
  'baseline-rejected': 'rejected the baseline',
  'baseline-withdrawn': 'took the request for a baseline back',
  'remediation-submitted': 'submitted a remediation of it',
  'remediation-draft': 'took its remediation back to a draft',
  'remediation-rejected': 'rejected its remediation',
  'remediation-withdrawn': 'withdrew its remediation',
  'remediation-expired': 'Its remediation expired.',
  'remediation-undone': 'Its remediation was undone.',
  'remediation-closed': 'closed its remediation, which did not mend it',
};

/** What happened to a finding and who said what, newest first. */
export function HistoryList({ entries }: { entries: readonly HistoryEntry[] }) {
  if (entries.length === 0)
    return <p className="text-ink-soft">Nothing yet: it was found before its history was kept.</p>;
  return (
    <ol className="grid">
      {entries.map((entry) => (
        <li key={entry.id} className="grid gap-0.5 border-b py-2 first:pt-0 last:border-b-0">
          <p className="flex flex-wrap items-baseline gap-x-2">
            {entry.who !== 'postern' && (
              <strong className="font-medium">
                <Hostile text={entry.who} />
              </strong>
            )}
            <span>
              <Deed entry={entry} />
            </span>
            <span className="ml-auto text-fine text-ink-faint">
              <RelativeTime at={entry.at} />
            </span>
          </p>
          {entry.text !== null && (
            <p
              className={
                entry.action === 'comment'
                  ? 'max-w-prose whitespace-pre-wrap rounded-sm bg-sunken px-3 py-2'
                  : 'max-w-prose text-ink-soft'
              }
            >
              <Lines text={entry.text} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A comment keeps its lines; within a line whatever could mislead is shown as a mark. */
function Lines({ text }: { text: string }) {
  return text.split('\n').map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a comment is never changed
    <span key={at}>
      {at > 0 && '\n'}
      <Hostile text={line} />
    </span>
  ));
}

function Deed({ entry }: { entry: HistoryEntry }) {
  const { action, detail, to } = entry;
  if (action === 'comment') return 'commented';
  if (action === 'assigned') {
    const due = detail.due ? `, due ${detail.due}` : '';
    return detail.assignee ? (
      <>
        assigned it to <Hostile text={detail.assignee} />
        {due}
      </>
    ) : (
      `assigned it to nobody${due}`
    );
  }
  if (action === 'state')
    return to === 'in-remediation' ? 'says it is being mended' : `set it to ${stateNames.open.toLowerCase()}`;
  const version = detail.policyVersion ?? null;
  const until = detail.until ? `, until ${detail.until}` : '';
  const told = deeds[action] ?? action;
  if (!action.startsWith('acceptance-') || told.endsWith('.'))
    return action.endsWith('-approved') && version !== null ? `${told} (policy version ${version})` : told;
  return `${told}${until}${action.endsWith('-approved') && version !== null ? ` (policy version ${version})` : ''}`;
}
