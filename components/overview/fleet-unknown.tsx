import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { FleetTarget } from '#lib/service/fleet/list-fleet.ts';
import type { ScanSummary } from '#lib/service/scans/scan-overview.ts';

/** What the fleet's results do not say: databases never read, results that may not hold, controls that could not look. */
export function FleetUnknown({ fleet }: { fleet: readonly FleetTarget[] }) {
  const lines = fleet.flatMap((target) => {
    const base = `/databases/${target.id}`;
    const { result, latest } = target;
    if (result === null)
      return [
        {
          key: `${target.id}-none`,
          target,
          text:
            latest?.state === 'failed'
              ? (latest.error?.message ?? 'Its scan failed.')
              : 'Never scanned: nothing is known.',
          link: null,
        },
      ];
    const { unknown } = result.summary.verdicts;
    return [
      ...(result.stale ? [{ key: `${target.id}-stale`, target, text: result.stale, link: null }] : []),
      ...(unknown > 0
        ? [
            {
              key: `${target.id}-unknown`,
              target,
              text: ` ${unknown === 1 ? 'control' : 'controls'} could not be judged${because(result.summary)}`,
              link: { count: unknown, href: `${base}/visibility` },
            },
          ]
        : []),
    ];
  });
  if (lines.length === 0)
    return (
      <p className="text-ink-soft">
        Nothing: every control that applies could look at everything it is about.
      </p>
    );
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.key} className="flex items-baseline gap-2.5 border-b py-1.5 last:border-b-0">
          <span className="translate-y-0.5">
            <VerdictMark mark="unknown" quiet />
          </span>
          <span className="min-w-0">
            <TextLink href={`/databases/${line.target.id}`}>
              <Hostile text={line.target.name} />
            </TextLink>{' '}
            {line.link && <CountLink {...line.link} label="unknown controls" />}
            <Hostile text={line.text} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function because({ gaps, decisions }: ScanSummary): string {
  const reasons = [
    ...(gaps > 0 ? [`${gaps} ${gaps === 1 ? 'input is' : 'inputs are'} unread`] : []),
    ...(decisions > 0 ? [`${decisions} ${decisions === 1 ? 'decision is' : 'decisions are'} open`] : []),
  ];
  return reasons.length === 0 ? '' : `: ${reasons.join(', ')}`;
}
