import type { Metadata } from 'next';
import { ChainNotice } from '#components/trail/chain-notice.tsx';
import { TrailTable } from '#components/trail/trail-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Field } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Select } from '#components/ui/select.tsx';
import { auditActions } from '#lib/service/audit/record.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listTrail, trailQuerySchema, verifyTrail } from '#lib/service/trail/list-trail.ts';

export const metadata: Metadata = { title: 'Trail' };

const actions = [
  { value: '', label: 'Every action' },
  ...Object.entries(auditActions).map(([value, words]) => ({ value, label: words })),
];

interface TrailPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TrailPage({ searchParams }: TrailPageProps) {
  const access = await requirePerson('trail:read');
  const read = trailQuerySchema.safeParse(await searchParams);
  const query = read.success ? read.data : trailQuerySchema.parse({});
  const [{ entries, older }, chain] = await Promise.all([listTrail(access, query), verifyTrail(access)]);
  const filtered = query.q !== '' || Boolean(query.action);
  const filter = {
    ...(query.q === '' ? {} : { q: query.q }),
    ...(query.action ? { action: query.action } : {}),
  };
  const olderHref = `/trail?${new URLSearchParams({ ...filter, before: older ?? '' })}`;
  const exported = filtered ? `${new URLSearchParams(filter)}&` : '';
  return (
    <>
      <PageHeader
        title="Trail"
        line="Who did what, in order. Entries are added and never changed."
        actions={
          access.may('report:export') && (
            <>
              <LinkButton download href={`/api/trail/export?${exported}format=csv`}>
                CSV
              </LinkButton>
              <LinkButton download href={`/api/trail/export?${exported}format=json`}>
                JSON
              </LinkButton>
            </>
          )
        }
      />
      <ChainNotice chain={chain} />
      <form className="mb-4 flex flex-wrap items-end gap-3" action="/trail">
        <Field
          label="Find"
          name="q"
          type="search"
          className="w-72"
          defaultValue={query.q}
          placeholder="Person or subject"
        />
        <Select
          label="Action"
          name="action"
          className="w-72"
          options={actions}
          defaultValue={query.action ?? ''}
        />
        <Button type="submit">Filter</Button>
        {filtered && <LinkButton href="/trail">Show all</LinkButton>}
      </form>
      {entries.length === 0 ? (
        <EmptyState title={filtered ? 'Nothing like that in the trail' : 'The trail is empty'}>
          {filtered
            ? 'Another word or another action may find it.'
            : 'Everything people do in Postern will stand here.'}
        </EmptyState>
      ) : (
        <TrailTable entries={entries} />
      )}
      {older !== null && (
        <div className="py-3">
          <LinkButton href={olderHref}>Older entries</LinkButton>
        </div>
      )}
    </>
  );
}
