import Link from 'next/link';
import { buttonStyle } from '#components/ui/button-style.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { CoverageControl } from '#lib/engine/coverage/coverage.ts';
import type { ControlDetail } from './control-detail.ts';

export interface ControlEntryProps {
  control: CoverageControl;
  detail: ControlDetail | undefined;
  findingsHref: string;
}

/** One control in a cell's panel. */
export function ControlEntry({ control, detail, findingsHref }: ControlEntryProps) {
  const all = `${findingsHref}?control=${encodeURIComponent(control.id)}`;
  return (
    <li className="grid gap-2 border-t pt-3">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="font-semibold">{detail?.title ?? control.id}</h3>
          <p className="font-mono text-fine text-ink-faint [overflow-wrap:anywhere]">
            {control.id} · enforced in {control.enforcedWhere}
          </p>
        </div>
        <VerdictMark mark={control.status} verified={control.verified} />
      </div>
      {control.status === 'pass' && !control.verified && (
        <p className="text-fine text-ink-faint">Configured so; no probe has tried it yet.</p>
      )}
      {detail?.reason && (
        <p className="text-ink-soft">
          <Hostile text={detail.reason} />
        </p>
      )}
      {detail?.gaps.map((gap) => (
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
      {detail && detail.worst.length > 0 && (
        <ul className="grid gap-1.5">
          {detail.worst.map((finding) => (
            <li key={finding.fingerprint} className="flex items-start justify-between gap-2">
              <span className="flex min-w-0 items-baseline gap-2">
                <SeverityMark severity={finding.severity} quiet />
                <Hostile text={finding.title} />
              </span>
              <Link href={`${findingsHref}/${finding.fingerprint}`} className={buttonStyle('plain', true)}>
                Mend this
              </Link>
            </li>
          ))}
        </ul>
      )}
      {detail && detail.findings > detail.worst.length && (
        <p className="text-fine">
          All <CountLink count={detail.findings} href={all} label={`findings of ${control.id}`} /> findings of
          this control
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
