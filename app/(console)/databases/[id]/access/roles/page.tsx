import type { Metadata } from 'next';
import { AccessNavigation } from '#components/access/access-navigation.tsx';
import { RoleTable } from '#components/access/access-tables.tsx';
import { RoleDetail } from '#components/access/role-detail.tsx';
import { RolePicture } from '#components/access/role-picture.tsx';
import { NoResult } from '#components/databases/no-result.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { AddressSearch } from '#components/snapshot/address-search.tsx';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { Segments } from '#components/snapshot/segments.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { listRoles, roleGroups, roleNeighbourhood } from '#lib/service/access/role-diagram.ts';
import { roleMap } from '#lib/service/access/role-overview.ts';
import { parseRolesQuery } from '#lib/service/access/roles-query.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';
import { orGap } from '#lib/service/snapshot/or-gap.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Roles' };

interface RolesPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

const groupTitles = {
  all: 'All',
  superuser: 'Superusers',
  login: 'Logins',
  group: 'Groups',
  predefined: 'Predefined',
} as const;

export default async function RolesPage({ params, searchParams }: RolesPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null) return <NoResult targetId={target.id} latest={target.latest} what="roles" />;
  const query = parseRolesQuery(said);
  const base = `/databases/${target.id}`;
  const here = `${base}/access/roles`;
  const { facts } = await openSnapshot(access, target.id);
  const roleHref = (role: string) => hrefWith(here, said, { role, page: String(query.page) });
  const answer = orGap(() => ({
    list: listRoles(facts, query),
    chosen: query.role === '' ? null : roleNeighbourhood(facts, query.role, roleHref),
    map: query.role === '' ? roleMap(facts, roleHref) : null,
  }));
  return (
    <div className="grid gap-5 [&>*]:min-w-0">
      <div className="flex flex-wrap items-center gap-3">
        <AccessNavigation base={base} here="roles" />
      </div>
      {answer.gap ? (
        <GapNotice gap={answer.gap} what="the roles and who belongs to whom" />
      ) : (
        <>
          {answer.value.chosen && (
            <RoleDetail
              role={answer.value.chosen}
              roleHref={roleHref}
              accessHref={hrefWith(`${base}/access`, {}, { role: query.role })}
              closeHref={hrefWith(here, said, { role: null })}
            />
          )}
          {answer.value.map && <RolePicture map={answer.value.map} />}
          <div className="flex flex-wrap items-center gap-3">
            <AddressSearch label="Find a role" placeholder="Role or its comment" />
            <Segments
              label="Which roles"
              segments={roleGroups.map((group) => ({
                key: group,
                label: groupTitles[group],
                chosen: query.group === group,
                href: hrefWith(here, said, { group: group === 'all' ? null : group }),
                count: answer.value.list.counts[group],
              }))}
            />
          </div>
          {answer.value.list.page.total === 0 ? (
            <EmptyState title="No role fits">Another name or group may.</EmptyState>
          ) : (
            <div>
              <RoleTable rows={answer.value.list.page.rows} roleHref={roleHref} />
              <Pagination
                page={answer.value.list.page.page}
                pageSize={answer.value.list.page.size}
                total={answer.value.list.page.total}
                hrefOf={(page) => hrefWith(here, said, { page: String(page) })}
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}
