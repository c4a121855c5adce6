import type { Metadata } from 'next';
import { FleetTable } from '#components/databases/fleet-table.tsx';
import { MentionList } from '#components/findings/mention-list.tsx';
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
import { parseFindingQuery } from '#lib/service/findings/finding-query.ts';
import { listFleetFindings } from '#lib/service/findings/list-fleet-findings.ts';
import { changesOf } from '#lib/service/findings/worst-findings.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';
import { controlTitles } from './control-catalogue.ts';

export const metadata: Metadata = { title: 'Overview' };

const worstFirst = parseFindingQuery({ size: '10' });

export default async function OverviewPage() {
  const access = await requirePerson(['target:read', 'finding:read']);
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
  const [worst, changes] = await Promise.all([
    listFleetFindings(access, worstFirst),
    Promise.all(
      fleet.map(async (target) => ({
        target,
        changes: target.result === null ? null : await changesOf(access, target.result, 2),
      })),
    ),
  ]);
  const place = (row: (typeof worst.rows)[number]) =>
    fleet.length > 1 ? row.target.name : (controlTitles[row.control] ?? row.control);
  return (
    <>
      <PageHeader
        title="Overview"
        line={`${fleet.length} ${fleet.length === 1 ? 'database server' : 'database servers'}, as their last good scans saw them`}
        actions={
          access.may('target:register') && <LinkButton href="/databases/new">Register a database</LinkButton>
        }
      />
      <div className="mb-8">
        <SeverityFigures counts={fleetSeverities(fleet)} href="/findings" />
      </div>
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <Section
          title="What is worst"
          aside={
            <>
              all <CountLink count={worst.total} href="/findings" label="open findings" />
            </>
          }
        >
          {worst.rows.length === 0 ? (
            <p className="text-ink-soft">
              {worst.unread.length > 0
                ? 'Nothing found yet, and not everything has been read: see what is unknown.'
                : 'No open finding in what could be read.'}
            </p>
          ) : (
            <MentionList
              mentions={worst.rows.slice(0, 8).map((row) => ({
                severity: row.severity,
                title: row.title,
                href: `/databases/${row.target.id}/findings/${row.fingerprint}`,
                place: place(row),
              }))}
            />
          )}
        </Section>
        <div className="grid content-start gap-8">
          <Section title="What is unknown">
            <FleetUnknown fleet={fleet} />
          </Section>
          <Section title="What waits for you">
            <WaitingList fleet={fleet} />
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
