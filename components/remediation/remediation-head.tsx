import { exactUtc } from '#components/ui/elapsed.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { asSeverity } from './as-severity.ts';
import { RemediationActions } from './remediation-actions.tsx';
import { StateBadge } from './state-badge.tsx';

/** What it is, where it stands, whose it is, and every step that can be taken. */
export function RemediationHead({ view }: { view: RemediationView }) {
  const missing = view.approvals.needed - view.approvals.given;
  return (
    <>
      <p className="mb-1.5 flex flex-wrap items-center gap-x-3">
        <TextLink href="/remediation">Remediation</TextLink>
        <SeverityMark severity={asSeverity(view.severity)} />
        <StateBadge state={view.state} />
      </p>
      <PageHeader
        title={<Hostile text={view.title} />}
        line={
          <span>
            <TextLink href={`/databases/${view.target.id}`}>
              <Hostile text={view.target.name} />
            </TextLink>
            {view.database !== null && (
              <>
                , database <Identifier name={view.database} />
              </>
            )}
            {' · '}
            {view.submittedBy === null ? (
              <>
                drafted by <Hostile text={view.author.name} /> <RelativeTime at={view.createdAt} />
              </>
            ) : (
              <>
                submitted by <Hostile text={view.submittedBy.name} />{' '}
                {view.submittedAt !== null && <RelativeTime at={view.submittedAt} />}
              </>
            )}
            {view.state === 'submitted' &&
              missing > 0 &&
              ` · needs ${missing} more ${missing === 1 ? 'approval' : 'approvals'}`}
            {view.state === 'scheduled' && view.scheduledFor !== null && (
              <>
                {' '}
                · begins {exactUtc(new Date(view.scheduledFor))} (<RelativeTime at={view.scheduledFor} />)
              </>
            )}
          </span>
        }
      />
      <div className="-mt-1.5 mb-6">
        <RemediationActions view={view} />
      </div>
    </>
  );
}
