import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { requirementWords, roleWord } from './requirement-words.ts';

/** Which rules it has to meet, who has approved, and which approvals still count. */
export function ApprovalsView({ view }: { view: RemediationView }) {
  const { requirements, approvalsGiven, denial } = view;
  return (
    <div className="grid gap-3">
      {denial !== null && (
        <Notice tone="fail">
          {denial} <TextLink href="/remediation/rules">Approval rules</TextLink>
        </Notice>
      )}
      {requirements.length > 0 && (
        <ul>
          {requirements.map((requirement) => (
            <li key={requirement.rule} className="border-b py-1.5 last:border-b-0">
              <span className={requirement.given >= requirement.approvals ? 'text-pass' : undefined}>
                {requirementWords(requirement)}
              </span>{' '}
              <span className="text-ink-faint">
                {requirement.given} of {requirement.approvals} given, rule “
                <Hostile text={requirement.rule} />”
              </span>
            </li>
          ))}
        </ul>
      )}
      {approvalsGiven.length === 0 ? (
        <p className="text-ink-soft">Nobody has approved it.</p>
      ) : (
        <ul>
          {approvalsGiven.map((approval) => (
            <li key={approval.id} className="grid gap-0.5 border-b py-1.5 last:border-b-0">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <Badge tone={approval.counts ? 'pass' : 'neutral'}>
                  {approval.counts ? 'counts' : 'does not count'}
                </Badge>
                <Hostile text={approval.approver.name} />
                <span className="text-ink-faint">
                  {roleWord(approval.role)}, version {approval.version}, <RelativeTime at={approval.at} />
                </span>
              </span>
              {approval.note !== '' && (
                <span className="text-ink-soft">
                  <Hostile text={approval.note} />
                </span>
              )}
              <span className="text-fine text-ink-faint">
                {approval.why === null ? (
                  <>
                    ends <RelativeTime at={approval.expiresAt} />
                  </>
                ) : (
                  <Hostile text={approval.why} />
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
