import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FleetTarget } from '#lib/service/fleet/list-fleet.ts';
import type { WaitingFindings } from '#lib/service/triage/what-waits.ts';

/** What only a person can do next: decide, allow, look after a scan that failed. */
export function WaitingList({
  fleet,
  findings,
}: {
  fleet: readonly FleetTarget[];
  findings: WaitingFindings;
}) {
  const waiting = fleet
    .map((target) => ({
      target,
      failed: target.latest?.state === 'failed',
      decisions: target.result?.summary.decisions ?? 0,
      gaps: target.result?.summary.gaps ?? 0,
    }))
    .filter(({ failed, decisions, gaps }) => failed || decisions + gaps > 0);
  const personal = personalLines(findings);
  if (waiting.length === 0 && personal.length === 0)
    return (
      <p className="text-ink-soft">Nothing: no open decision, nothing left to allow, no scan that failed.</p>
    );
  return (
    <ul>
      {personal.map(({ count, href, words }) => (
        <li key={href + words} className="border-b py-1.5 last:border-b-0">
          <CountLink count={count} href={href} label={words} /> {words}
        </li>
      ))}
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

/** Figures that concern whoever looks, the most pressing first. */
function personalLines(findings: WaitingFindings) {
  const { toDecide, own, mine, endingSoon, ending, reopened, policiesToDecide, ownPolicies, remediations } =
    findings;
  const of = (count: number, one: string, many: string) => (count === 1 ? one : many);
  const month = ending - endingSoon;
  return [
    {
      count: toDecide,
      href: '/findings/requests',
      words: of(toDecide, 'request for your approval', 'requests for your approval'),
    },
    {
      count: policiesToDecide,
      href: '/policy',
      words: of(policiesToDecide, 'policy version for your approval', 'policy versions for your approval'),
    },
    {
      count: remediations,
      href: '/remediation?tab=waits',
      words: of(remediations, 'change waits for you', 'changes wait for you'),
    },
    {
      count: endingSoon,
      href: '/findings?until=7',
      words: of(endingSoon, 'acceptance ends within a week', 'acceptances end within a week'),
    },
    {
      count: month,
      href: '/findings?until=30',
      words: of(month, 'more ends within a month', 'more end within a month'),
    },
    {
      count: reopened,
      href: '/findings?state=reopened',
      words: of(
        reopened,
        'finding came back or is not accepted any more',
        'findings came back or are not accepted any more',
      ),
    },
    {
      count: mine,
      href: '/findings?assignee=me&state=open,reopened,in-remediation,accepted,false-positive,not-looked-at',
      words: of(mine, 'finding assigned to you', 'findings assigned to you'),
    },
    {
      count: own,
      href: '/findings/requests',
      words: of(own, 'request of yours waits for others', 'requests of yours wait for others'),
    },
    {
      count: ownPolicies,
      href: '/policy',
      words: of(
        ownPolicies,
        'policy version of yours waits for others',
        'policy versions of yours wait for others',
      ),
    },
  ].filter(({ count }) => count > 0);
}
