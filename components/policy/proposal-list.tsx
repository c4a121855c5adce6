import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Section } from '#components/ui/section.tsx';
import type { Proposal } from '#lib/service/policy/list-proposals.ts';
import { DiffView } from './diff-view.tsx';
import { ProposalActions } from './proposal-actions.tsx';

/** Versions that accept more risk, and wait for somebody other than their author. */
export function ProposalList({ proposals, mayEdit }: { proposals: readonly Proposal[]; mayEdit: boolean }) {
  if (proposals.length === 0) return null;
  return (
    <Section title="Waiting for a second person">
      <ul className="grid gap-6">
        {proposals.map((proposal) => (
          <li key={proposal.id} className="grid gap-3">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Badge tone="accepted">accepts more risk</Badge>
              <strong className="font-semibold">
                <Hostile text={proposal.reason} />
              </strong>
              <span className="text-ink-faint">
                proposed by <Hostile text={proposal.author} /> <RelativeTime at={proposal.createdAt} />
              </span>
            </p>
            {proposal.obstacle && (
              <Notice tone="partial">
                <Hostile text={proposal.obstacle} />
              </Notice>
            )}
            {proposal.diff.length > 0 && <DiffView lines={proposal.diff} label="What it would change" />}
            {mayEdit && (
              <ProposalActions
                id={proposal.id}
                own={proposal.own}
                mayApprove={!proposal.own && proposal.obstacle === null}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
