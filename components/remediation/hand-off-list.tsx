import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ShownHandOff, ShownRehearsal } from '#lib/service/remediation/remediation-view.ts';
import { rehearsalWords } from './rehearsal-words.ts';

/** Migrations handed out, how they went when they were last tried, and whether a scan has seen them landed. */
export function HandOffList({
  remediationId,
  handOffs,
  rehearsal,
}: {
  remediationId: string;
  handOffs: readonly ShownHandOff[];
  rehearsal: ShownRehearsal | undefined;
}) {
  return (
    <div className="grid gap-1">
      <p className={rehearsal?.outcome === 'failed' ? 'text-fail' : 'text-ink-soft'}>
        {rehearsal === undefined ? (
          'Not rehearsed.'
        ) : (
          <>
            Rehearsed <RelativeTime at={rehearsal.at} />: <Hostile text={rehearsalWords(rehearsal)} />
          </>
        )}
      </p>
      <ul>
        {handOffs.map((one) => (
          <li key={one.id} className="grid gap-0.5 border-b py-1.5 last:border-b-0">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <Badge tone={one.landedAt === null ? 'partial' : 'pass'}>
                {one.landedAt === null ? 'not landed yet' : 'landed'}
              </Badge>
              <a
                href={`/api/remediations/${remediationId}/hand-offs/${one.id}`}
                download
                className="text-accent underline decoration-accent/35 underline-offset-3 hover:decoration-accent"
              >
                <Identifier name={one.fileName} />
              </a>
            </span>
            <span className="text-fine text-ink-faint">
              {one.format}, by <Hostile text={one.by} /> <RelativeTime at={one.trackedSince} />
              {one.landedAt !== null && (
                <>
                  , seen <RelativeTime at={one.landedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
