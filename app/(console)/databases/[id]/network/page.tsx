import type { Metadata } from 'next';
import { NoResult } from '#components/databases/no-result.tsx';
import { AttemptForm } from '#components/network/attempt-form.tsx';
import { ChangedFileForm } from '#components/network/changed-file-form.tsx';
import { Exposure } from '#components/network/exposure.tsx';
import { DriftUnseen, FileErrors } from '#components/network/file-errors.tsx';
import { ReachTable } from '#components/network/reach-table.tsx';
import { RuleTable } from '#components/network/rule-table.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { networkOverview } from '#lib/service/network/network-overview.ts';
import { parseAttempt, tryConnection } from '#lib/service/network/try-connection.ts';
import { whoReaches } from '#lib/service/network/who-reaches.ts';
import { openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';
import { orGap } from '#lib/service/snapshot/or-gap.ts';
import { pageOf } from '#lib/service/snapshot/page-of.ts';
import { parsePage, type SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Network' };

interface NetworkPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

export default async function NetworkPage({ params, searchParams }: NetworkPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="connection rules" />;
  const here = `/databases/${target.id}/network`;
  const { facts, policy } = await openSnapshot(access, target.id);
  const overview = orGap(() => networkOverview(facts, policy));
  if (overview.gap) return <GapNotice gap={overview.gap} what="which connections the server accepts" />;
  const attempt = parseAttempt(said);
  const asked = said.user !== undefined;
  const { rules, errors, driftSeen, defaultDeny, zones, outside, loginRoles } = overview.value;
  const reaches = orGap(() => whoReaches(facts));
  const reached = pageOf(reaches.gap ? [] : reaches.value, parsePage(said), 25);
  return (
    <div className="grid gap-8">
      <FileErrors errors={errors} />
      {!driftSeen && <DriftUnseen />}
      <Section title="Try a connection" aside="Decided by the rules of the last scan: nobody connects">
        <AttemptForm
          attempt={attempt}
          result={asked ? tryConnection(facts, attempt) : null}
          databases={facts.inventory.databases.map((one) => one.name)}
        />
      </Section>
      <Section title="Exposure" aside={defaultDeny ? 'What nobody thought of is refused' : 'No default deny'}>
        <Exposure zones={zones} outside={outside} defaultDeny={defaultDeny} known={errors.length === 0} />
      </Section>
      <Section title="Rules in order" aside={`${rules.length} rules, the first that matches decides`}>
        {rules.length === 0 ? (
          <EmptyState title="No rule at all">
            Without a rule every connection is refused, those of administrators too.
          </EmptyState>
        ) : (
          <RuleTable rules={rules} loginRoles={loginRoles} />
        )}
      </Section>
      <Section
        title="What would a changed file do"
        aside="Held against the last scan: nothing is sent to the server"
      >
        <ChangedFileForm targetId={target.id} />
      </Section>
      <Section
        title="Who reaches what from where"
        aside={
          reaches.gap || errors.length > 0 ? 'Unknown' : `${reached.total} sets of attempts treated alike`
        }
      >
        {reaches.gap ? (
          <Notice tone="unknown">
            Unknown: <Hostile text={reaches.gap.reason} />.
          </Notice>
        ) : reached.total === 0 ? (
          <EmptyState title={errors.length > 0 ? 'Unknown' : 'Nobody gets in'}>
            {errors.length > 0
              ? 'Nobody shows which rules the server goes by: it has refused the file, or not loaded it yet.'
              : 'The rules let no login role past, from anywhere.'}
          </EmptyState>
        ) : (
          <>
            <ReachTable lines={reached.rows} />
            <Pagination
              page={reached.page}
              pageSize={reached.size}
              total={reached.total}
              hrefOf={(page) => hrefWith(here, said, { page: String(page) })}
            />
          </>
        )}
      </Section>
    </div>
  );
}
