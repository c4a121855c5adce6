import { MentionList } from '#components/findings/mention-list.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { Changes } from '#lib/service/findings/worst-findings.ts';
import type { FleetTarget } from '#lib/service/fleet/list-fleet.ts';

/** Database by database, what came and what went between the last two finished scans. */
export function FleetChanges({
  changes,
}: {
  changes: readonly { readonly target: FleetTarget; readonly changes: Changes | null }[];
}) {
  const compared = changes.flatMap((each) =>
    each.changes === null ? [] : [{ ...each, changes: each.changes }],
  );
  if (compared.length === 0)
    return (
      <p className="text-ink-soft">
        No database has two finished scans yet. From the second on, changes stand here.
      </p>
    );
  return (
    <ul className="grid gap-3">
      {compared.map(({ target, changes: { since, opened, closed } }) => {
        const findings = `/databases/${target.id}/findings`;
        return (
          <li key={target.id}>
            <p className="flex flex-wrap items-baseline gap-x-2">
              <TextLink href={`/databases/${target.id}`}>
                <Hostile text={target.name} />
              </TextLink>
              <span className="text-ink-soft">
                since <RelativeTime at={since} />:{' '}
                {opened.total === 0 && closed.total === 0 ? (
                  'nothing'
                ) : (
                  <>
                    <strong className="tabular-nums text-ink">{opened.total}</strong> new,{' '}
                    <strong className="tabular-nums text-ink">{closed.total}</strong> gone
                  </>
                )}
              </span>
            </p>
            <MentionList
              mentions={opened.first.map((each) => ({ ...each, href: `${findings}/${each.fingerprint}` }))}
            />
          </li>
        );
      })}
    </ul>
  );
}
