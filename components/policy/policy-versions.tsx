import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PolicyVersionOverview } from '#lib/service/policy/policy-versions.ts';

export interface PolicyVersionsProps {
  versions: readonly PolicyVersionOverview[];
  base: string;
  current: number;
}

/** Who changed the policy, when and why, newest first; each against the one before it. */
export function PolicyVersions({ versions, base, current }: PolicyVersionsProps) {
  if (versions.length === 0) return <p className="text-ink-soft">Nobody has written one yet.</p>;
  return (
    <ol className="grid">
      {versions.map((version) => (
        <li key={version.version} className="grid gap-0.5 border-b py-2 last:border-b-0">
          <span className="flex items-baseline justify-between gap-2">
            {version.version === current ? (
              <strong className="font-semibold">Version {version.version}</strong>
            ) : (
              <TextLink href={`${base}?version=${version.version}`}>Version {version.version}</TextLink>
            )}
            <span className="text-fine text-ink-faint">
              <RelativeTime at={version.createdAt} />
            </span>
          </span>
          <span>
            <Hostile text={version.reason} />
          </span>
          <span className="text-fine text-ink-faint">
            <Hostile text={version.author ?? 'Postern'} />
            {version.approver !== null && (
              <>
                , approved by <Hostile text={version.approver} />
              </>
            )}{' '}
            · <code className="font-mono">{version.digest.slice(0, 12)}</code>
            {version.version > 1 && (
              <>
                {' '}
                ·{' '}
                <TextLink href={`${base}?version=${version.version}&against=${version.version - 1}`}>
                  what changed
                </TextLink>
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
