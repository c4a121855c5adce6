import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FleetTarget } from '#lib/service/fleet/list-fleet.ts';

/** What only a person can do next: decide, allow, look after a scan that failed. */
export function WaitingList({ fleet }: { fleet: readonly FleetTarget[] }) {
  const waiting = fleet
    .map((target) => ({
      target,
      failed: target.latest?.state === 'failed',
      decisions: target.result?.summary.decisions ?? 0,
      gaps: target.result?.summary.gaps ?? 0,
    }))
    .filter(({ failed, decisions, gaps }) => failed || decisions + gaps > 0);
  if (waiting.length === 0)
    return (
      <p className="text-ink-soft">Nothing: no open decision, nothing left to allow, no scan that failed.</p>
    );
  return (
    <ul>
      {waiting.map(({ target, failed, decisions, gaps }) => {
        const base = `/databases/${target.id}`;
        return (
          <li
            key={target.id}
            className="flex flex-wrap items-baseline gap-x-4 border-b py-1.5 last:border-b-0"
          >
            <TextLink href={base}>
              <Hostile text={target.name} />
            </TextLink>
            {failed && <TextLink href={`${base}/scans`}>a scan that failed</TextLink>}
            {decisions > 0 && (
              <span>
                <CountLink count={decisions} href={`${base}/decisions`} label="decisions" />{' '}
                {decisions === 1 ? 'decision' : 'decisions'} to take
              </span>
            )}
            {gaps > 0 && (
              <span>
                <CountLink count={gaps} href={`${base}/visibility`} label="gaps" />{' '}
                {gaps === 1 ? 'input' : 'inputs'} to allow
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
