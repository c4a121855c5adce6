import type { Metadata } from 'next';
import { AccessFilters } from '#components/access/access-filters.tsx';
import { AccessNavigation } from '#components/access/access-navigation.tsx';
import {
  ObjectAccessTable,
  ObjectPicker,
  RoleAccessTable,
  RoleTable,
} from '#components/access/access-tables.tsx';
import { ChipLegend } from '#components/access/held-chips.tsx';
import { ObjectLabel } from '#components/access/object-label.tsx';
import { UnreadKinds } from '#components/access/unread-kinds.tsx';
import { objectParameters, whyHref } from '#components/access/why-address.ts';
import { NoResult } from '#components/databases/no-result.tsx';
import { FindingLayout } from '#components/findings/finding-layout.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { AddressSearch } from '#components/snapshot/address-search.tsx';
import { DatabaseSelect } from '#components/snapshot/database-select.tsx';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { Segments } from '#components/snapshot/segments.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { parseAccessQuery } from '#lib/service/access/access-query.ts';
import { type Exploration, exploreAccess, unreadKinds } from '#lib/service/access/explore-access.ts';
import type { ObjectName } from '#lib/service/access/list-access.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { chooseDatabase, openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Access' };

interface AccessPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

export default async function AccessPage({ params, searchParams }: AccessPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="privileges" />;
  const query = parseAccessQuery(said);
  const base = `/databases/${target.id}`;
  const here = `${base}/access`;
  const choice = chooseDatabase(await openSnapshot(access, target.id), query.database);
  const answer = 'database' in choice ? exploreAccess(choice.database, query) : { gap: choice.gap };
  const unread = 'database' in choice ? unreadKinds(choice.database, query) : [];
  const objectHref = (object: ObjectName) =>
    hrefWith(here, { database: choice.chosen }, { by: 'object', ...objectParameters(object) });
  const roleHref = (role: string) => hrefWith(here, { database: choice.chosen }, { role });
  const why = (role: string, privilege: string, object: ObjectName) =>
    whyHref(base, choice.chosen, role, privilege, object);
  const chosen = !answer.gap && (answer.value.show === 'role' || answer.value.show === 'object');
  return (
    <div className="grid gap-5 [&>*]:min-w-0">
      <div className="flex flex-wrap items-center gap-3">
        <AccessNavigation base={base} here="explorer" />
        <DatabaseSelect base={here} names={choice.names} chosen={choice.chosen} />
        <Segments
          label="Direction"
          segments={[
            {
              key: 'role',
              label: 'What a role can do',
              href: hrefWith(here, { database: choice.chosen }, {}),
              chosen: query.by === 'role',
            },
            {
              key: 'object',
              label: 'Who can do it',
              href: hrefWith(here, { database: choice.chosen }, { by: 'object' }),
              chosen: query.by === 'object',
            },
          ]}
        />
      </div>
      {answer.gap ? (
        <GapNotice gap={answer.gap} what="who can do what" />
      ) : (
        <FindingLayout
          facets={<AccessFilters base={here} said={said} query={query} show={answer.value.show} />}
        >
          <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
            {answer.value.show === 'role' && (
              <h2 className="text-lead font-semibold">
                What <Identifier name={query.role} /> can do
              </h2>
            )}
            {answer.value.show === 'object' && (
              <h2 className="text-lead font-semibold">
                Who can use <ObjectLabel object={answer.value.object} />
              </h2>
            )}
            {chosen && (
              <TextLink
                href={hrefWith(
                  here,
                  { database: choice.chosen },
                  { by: query.by === 'object' ? 'object' : null },
                )}
              >
                {query.by === 'object' ? 'Other object' : 'Other role'}
              </TextLink>
            )}
            {answer.value.show === 'role' && (
              <TextLink href={hrefWith(`${here}/roles`, {}, { role: query.role })}>Its memberships</TextLink>
            )}
          </div>
          {(answer.value.show === 'role' || answer.value.show === 'objects') && (
            <UnreadKinds unread={unread} />
          )}
          <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
            <AddressSearch
              label="Find"
              placeholder={
                answer.value.show === 'roles' || answer.value.show === 'object' ? 'Role' : 'Object'
              }
            />
            <p aria-live="polite" className="tabular-nums text-ink-soft">
              {answer.value.page.total.toLocaleString('en')}{' '}
              {answer.value.show === 'roles' || answer.value.show === 'object' ? 'role' : 'object'}
              {answer.value.page.total === 1 ? '' : 's'}
            </p>
            {chosen && <ChipLegend />}
          </div>
          {answer.value.page.total === 0 ? (
            <EmptyState
              title={chosen ? 'Nothing fits' : 'Nothing of that name'}
              action={
                <LinkButton href={hrefWith(here, { database: choice.chosen }, { by: query.by })}>
                  Drop the filters
                </LinkButton>
              }
            >
              {answer.value.show === 'role'
                ? 'The role has no privilege that these filters leave, neither now nor by SET ROLE.'
                : 'Other filters may leave something.'}
            </EmptyState>
          ) : (
            <>
              {answer.value.show === 'roles' && (
                <RoleTable rows={answer.value.page.rows} roleHref={roleHref} />
              )}
              {answer.value.show === 'objects' && (
                <ObjectPicker rows={answer.value.page.rows} objectHref={objectHref} />
              )}
              {answer.value.show === 'role' && (
                <ObjectAccessTable
                  rows={answer.value.page.rows}
                  objectHref={objectHref}
                  whyOf={(object, privilege) => why(query.role, privilege, object)}
                />
              )}
              {answer.value.show === 'object' && (
                <ObjectRoles answer={answer.value} roleHref={roleHref} why={why} />
              )}
              <Pagination
                page={answer.value.page.page}
                pageSize={answer.value.page.size}
                total={answer.value.page.total}
                hrefOf={(page) => hrefWith(here, said, { page: String(page) })}
              />
            </>
          )}
        </FindingLayout>
      )}
    </div>
  );
}

function ObjectRoles({
  answer,
  roleHref,
  why,
}: {
  answer: Extract<Exploration, { show: 'object' }>;
  roleHref: (role: string) => string;
  why: (role: string, privilege: string, object: ObjectName) => string;
}) {
  return (
    <div className="grid gap-3">
      {answer.everybody.length > 0 && (
        <Notice tone="partial">
          PUBLIC has {answer.everybody.join(', ')}: every role does, those made later too.
        </Notice>
      )}
      <RoleAccessTable
        rows={answer.page.rows}
        roleHref={roleHref}
        whyOf={(role, privilege) => why(role, privilege, answer.object)}
      />
    </div>
  );
}
