import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import type { ClosedFinding } from '#lib/service/remediation/remediation-view.ts';
import { asSeverity } from './as-severity.ts';

/** Findings shown before the rest folds. */
const first = 10;

/** The findings it is for: the reason it exists. */
export function ClosesList({ findings, targetId }: { findings: readonly ClosedFinding[]; targetId: string }) {
  return (
    <div>
      <ul>
        {findings.slice(0, first).map((finding) => (
          <FindingLine key={finding.fingerprint} finding={finding} targetId={targetId} />
        ))}
      </ul>
      {findings.length > first && (
        <details>
          <summary className="py-1.5 text-accent">{findings.length - first} more findings</summary>
          <ul>
            {findings.slice(first).map((finding) => (
              <FindingLine key={finding.fingerprint} finding={finding} targetId={targetId} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function FindingLine({ finding, targetId }: { finding: ClosedFinding; targetId: string }) {
  return (
    <li className="flex items-baseline gap-2.5 border-b py-1.5 last:border-b-0">
      <span className="translate-y-0.5">
        <SeverityMark severity={asSeverity(finding.severity)} quiet />
      </span>
      <span className="min-w-0">
        <Link
          href={`/databases/${targetId}/findings/${finding.fingerprint}`}
          className="underline decoration-line underline-offset-3 hover:decoration-accent"
        >
          <Hostile text={finding.title} />
        </Link>{' '}
        <span className="font-mono text-fine text-ink-faint">{finding.control}</span>{' '}
        {finding.state === 'fixed' && <Badge tone="pass">gone</Badge>}
        {finding.changed && finding.state !== 'fixed' && <Badge tone="fail">changed since</Badge>}
      </span>
    </li>
  );
}
