import Link from 'next/link';
import { requestNames } from '#components/findings/shown-states.ts';
import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingRequest, RequestedFinding } from '#lib/service/triage/list-requests.ts';
import { RequestDecision } from './request-decision.tsx';

const tones: Readonly<Record<FindingRequest['state'], BadgeTone>> = {
  requested: 'partial',
  approved: 'pass',
  rejected: 'fail',
  withdrawn: 'neutral',
};

export interface RequestCardProps {
  request: FindingRequest & { readonly first?: readonly RequestedFinding[] };
}

/** What somebody asks another to decide: what, why, until when, of which findings. */
export function RequestCard({ request }: RequestCardProps) {
  const { kind, scope, until, compensatingControl, state, target, first } = request;
  const what = request.findings === 1 ? 'one finding' : `${request.findings.toLocaleString('en')} findings`;
  return (
    <article
      aria-label={`${requestNames[kind]} of ${what}`}
      className="grid gap-2 rounded-md border bg-surface px-4 py-3"
    >
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-semibold">
          {requestNames[kind]} of {what}
          {scope === 'control' && ', and of whatever else their controls find'}
          {until && `, until ${until}`}
        </h3>
        {first && (
          <TextLink href={`/databases/${target.id}/findings`}>
            <Hostile text={target.name} />
          </TextLink>
        )}
        <Badge tone={tones[state]}>{state === 'requested' ? 'waits for approval' : state}</Badge>
        <span className="ml-auto text-fine text-ink-faint">
          <Hostile text={request.requestedBy} />, <RelativeTime at={request.requestedAt} />
        </span>
      </header>
      <p className="max-w-prose">
        <Hostile text={request.reason} />
      </p>
      {compensatingControl && (
        <p className="max-w-prose text-ink-soft">
          Meanwhile: <Hostile text={compensatingControl} />
        </p>
      )}
      {!first && request.findings > 1 && (
        <p>
          <TextLink href="/findings/requests">All findings of this request</TextLink>
        </p>
      )}
      {first && <FindingsAsked target={target.id} first={first} total={request.findings} />}
      {request.decidedBy !== null && request.decidedAt !== null && (
        <p className="text-ink-soft">
          {state} by <Hostile text={request.decidedBy} />, <RelativeTime at={request.decidedAt} />
          {request.policyVersion !== null && `, in policy version ${request.policyVersion}`}
          {request.decision && (
            <>
              : <Hostile text={request.decision} />
            </>
          )}
        </p>
      )}
      {(request.mayDecide || request.mayWithdraw) && <RequestDecision request={request} />}
      {state === 'requested' && !request.mayDecide && !request.mayWithdraw && (
        <p className="text-fine text-ink-faint">Somebody who may approve has to decide it.</p>
      )}
    </article>
  );
}

function FindingsAsked({
  target,
  first,
  total,
}: {
  target: string;
  first: readonly RequestedFinding[];
  total: number;
}) {
  return (
    <ul className="grid">
      {first.map((finding) => (
        <li key={finding.fingerprint} className="flex items-baseline gap-2.5 border-t py-1.5">
          <span className="translate-y-0.5">
            <SeverityMark severity={finding.severity} quiet />
          </span>
          <span className="min-w-0">
            <Link
              href={`/databases/${target}/findings/${finding.fingerprint}`}
              className="underline decoration-line underline-offset-3 hover:decoration-accent"
            >
              <Hostile text={finding.title} />
            </Link>{' '}
            <span className="font-mono text-fine text-ink-faint">{finding.control}</span>{' '}
            {finding.changed && <Badge tone="fail">changed since</Badge>}
          </span>
        </li>
      ))}
      {total > first.length && (
        <li className="border-t py-1.5 text-fine text-ink-faint">
          and {(total - first.length).toLocaleString('en')} more
        </li>
      )}
    </ul>
  );
}
