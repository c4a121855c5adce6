import Link from 'next/link';
import { buttonStyle } from '#components/ui/button-style.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import type { EvidenceEntry } from '#lib/service/coverage/cell-evidence.ts';

/** The first findings of a control, each with what was seen and the way to mend it. */
export function EvidenceList({
  entries,
  findingsHref,
}: {
  entries: readonly EvidenceEntry[];
  findingsHref: string;
}) {
  return (
    <ul className="grid gap-2">
      {entries.map((entry) => (
        <li key={entry.fingerprint} className="grid gap-1 rounded-sm bg-canvas px-3 py-2">
          <div className="flex items-start justify-between gap-2">
            <span className="flex min-w-0 items-baseline gap-2">
              <SeverityMark severity={entry.severity} quiet />
              <Hostile text={entry.title} />
            </span>
            <Link href={`${findingsHref}/${entry.fingerprint}`} className={buttonStyle('plain', true)}>
              Mend this
            </Link>
          </div>
          {entry.acceptedUntil !== null && (
            <p className="text-fine text-accepted">accepted until {entry.acceptedUntil}</p>
          )}
          {entry.evidence.length > 0 && (
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-fine">
              {entry.evidence.map(([key, value]) => (
                <div key={key} className="contents">
                  <dt className="text-ink-faint">{key}</dt>
                  <dd className="font-mono [overflow-wrap:anywhere]">
                    <Hostile text={value} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
