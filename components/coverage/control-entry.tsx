import { controlHref } from '#components/catalogue/catalogue-address.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { CoverageControl } from '#lib/engine/coverage/coverage.ts';
import type { ControlEvidence } from '#lib/service/coverage/cell-evidence.ts';
import type { ControlDetail } from './control-detail.ts';
import { EvidenceList } from './evidence-list.tsx';
import { StateMark } from './state-mark.tsx';

export interface ControlEntryProps {
  control: CoverageControl;
  detail: ControlDetail | undefined;
  evidence: ControlEvidence | undefined;
  loading: boolean;
  findingsHref: string;
  database: string | null;
}

/** One control in a cell's panel. */
export function ControlEntry({
  control,
  detail,
  evidence,
  loading,
  findingsHref,
  database,
}: ControlEntryProps) {
  const all = new URLSearchParams({ control: control.id, accepted: 'all' });
  return (
    <li className="grid gap-2 border-t pt-3">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="font-semibold">
            {detail && detail.title !== control.id ? (
              <TextLink href={controlHref(control.id)}>{detail.title}</TextLink>
            ) : (
              <Hostile text={control.id} />
            )}
          </h3>
          <p className="font-mono text-fine text-ink-faint [overflow-wrap:anywhere]">
            <Hostile text={control.id} /> · enforced in {control.enforcedWhere}
          </p>
        </div>
        <StateMark state={control.state} />
      </div>
      {control.state === 'unverified' && (
        <p className="text-fine text-ink-faint">Configured so; no probe has tried it yet.</p>
      )}
      {control.state === 'partial' && (
        <p className="text-fine text-ink-faint">Holds for some of what it guards, not for what is below.</p>
      )}
      {control.acceptedUntil !== null && (
        <p className="text-fine">
          Risk accepted until <strong className="font-semibold">{control.acceptedUntil}</strong>
          {control.status === 'fail' && ', for a part of it'}
        </p>
      )}
      {detail && database === null && detail.reason && (
        <p className="text-ink-soft">
          <Hostile text={detail.reason} />
        </p>
      )}
      {detail?.gaps
        .filter((gap) => database === null || gap.database === null || gap.database === database)
        .map((gap) => (
          <div
            key={`${gap.input}/${gap.database ?? ''}`}
            className="grid gap-1 rounded-sm bg-unknown-wash px-3 py-2"
          >
            <p>
              <Hostile text={gap.reason} />
            </p>
            {gap.grant && (
              <div className="flex items-start justify-between gap-2">
                <code className="min-w-0 font-mono text-fine [overflow-wrap:anywhere]">
                  <Hostile text={gap.grant} />
                </code>
                <CopyButton text={gap.grant} label="Copy grant" />
              </div>
            )}
          </div>
        ))}
      {loading && <Skeleton className="h-10" />}
      {evidence && <EvidenceList entries={evidence.first} findingsHref={findingsHref} />}
      {evidence && evidence.total > evidence.first.length && (
        <p className="text-fine">
          All{' '}
          <CountLink
            count={evidence.total}
            href={`${findingsHref}?${all}`}
            label={`findings of ${control.id}`}
          />{' '}
          findings of this control
        </p>
      )}
      {detail && detail.references.length > 0 && (
        <p className="text-fine text-ink-faint">
          {detail.references.map((reference) => `${reference.standard} ${reference.id}`).join(' · ')}
        </p>
      )}
    </li>
  );
}
