import type { Metadata } from 'next';
import { FleetTable } from '#components/databases/fleet-table.tsx';
import { MentionList } from '#components/findings/mention-list.tsx';
import { openFindings } from '#components/findings/open-findings.ts';
import { SeverityFigures } from '#components/findings/severity-figures.tsx';
import { FleetChanges } from '#components/overview/fleet-changes.tsx';
import { fleetSeverities } from '#components/overview/fleet-severities.ts';
import { FleetUnknown } from '#components/overview/fleet-unknown.tsx';
import { WaitingList } from '#components/overview/waiting-list.tsx';
import { CountLink } from '#components/ui/count-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { changesOf, worstControls } from '#lib/service/findings/worst-findings.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';
import { whatWaits } from '#lib/service/triage/what-waits.ts';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const access = await requirePerson(['target:read', 'finding:read', 'remediation:read']);
  const fleet = await listFleet(access);
  if (fleet.length === 0)
    return (
      <>
        <PageHeader title="Overview" />
        <EmptyState
          title="No database yet"
          action={
            access.may('target:register') && (
              <LinkButton href="/databases/new" kind="primary">
                Register a database
              </LinkButton>
            )
          }
        >
          Register a PostgreSQL server. Postern reads it, without changing anything, and shows here what is
          worst, what it could not see, what changed and what waits for you.
        </EmptyState>
      </>
    );
  const results = fleet.flatMap((target) => target.result ?? []);
  const open = results.reduce((sum, result) => sum + openFindings(result.summary), 0);
  const names = new Map(fleet.map((target) => [target.id, target.name]));
  const [waiting, worst, changes] = await Promise.all([
    whatWaits(access),
    worstControls(access, results, 9),
    Promise.all(
      fleet.map(async (target) => ({
        target,
        changes: target.result === null ? null : await changesOf(access, target.result, 2),
      })),
    ),
  ]);
  return (
    <>
      <PageHeader
        title="Overview"
        line={
          fleet.length === 1
            ? '1 database server, as its last good scan saw it'
            : `${fleet.length.toLocaleString('en')} database servers, as their last good scans saw them`
        }
        actions={
          access.may('target:register') && <LinkButton href="/databases/new">Register a database</LinkButton>
        }
      />
      <div className="mb-8">
        <SeverityFigures counts={fleetSeverities(fleet)} href="/findings" />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 xl:grid-cols-2">
        <Section
          title="What is worst"
          aside={
            <>
              all <CountLink count={open} href="/findings" label="open findings" />
            </>
          }
        >
          {worst.length === 0 ? (
            <p className="text-ink-soft">
              {results.length < fleet.length
                ? 'Nothing found yet, and not everything has been read: see what is unknown.'
                : 'No open finding in what could be read.'}
            </p>
          ) : (
            <MentionList
              mentions={worst.map((each) => ({
                ...each,
                href: `/databases/${each.targetId}/findings/${each.fingerprint}`,
                more: {
                  count: each.total - 1,
                  href: `/databases/${each.targetId}/findings?control=${encodeURIComponent(each.control)}`,
                },
                ...(fleet.length > 1 ? { place: names.get(each.targetId) ?? '' } : {}),
              }))}
            />
          )}
        </Section>
        <div className="grid min-w-0 content-start gap-8">
          <Section title="What is unknown">
            <FleetUnknown fleet={fleet} />
          </Section>
          <Section title="What waits for you">
            <WaitingList fleet={fleet} findings={waiting} />
          </Section>
          <Section title="What changed since the scan before">
            <FleetChanges changes={changes} />
          </Section>
        </div>
      </div>
      <div className="mt-8">
        <Section title="Databases">
          <FleetTable fleet={fleet} />
        </Section>
      </div>
    </>
  );
}
