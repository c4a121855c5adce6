import type { Metadata } from 'next';
import { EffectiveView } from '#components/policy/effective-view.tsx';
import { JudgeAgain } from '#components/policy/judge-again.tsx';
import { PolicyReading } from '#components/policy/policy-reading.tsx';
import { PolicyWorkbench } from '#components/policy/policy-workbench.tsx';
import { Segments } from '#components/snapshot/segments.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { effectivePolicy } from '#lib/service/policy/effective-policy.ts';
import { formSections } from '#lib/service/policy/form-sections.ts';
import { databasePolicy } from '#lib/service/policy/policy-scope.ts';
import { pageOf } from '#lib/service/snapshot/page-of.ts';
import { parsePage } from '#lib/service/snapshot/query-fields.ts';
import { controlTitles } from '../../../control-catalogue.ts';
import { orNotFound } from '../../../or-not-found.ts';
import { type PolicySearch, policyPage } from '../../../policy-request.ts';

export const metadata: Metadata = { title: 'Policy' };

interface PolicyPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<PolicySearch>;
}

export default async function PolicyPage({ params, searchParams }: PolicyPageProps) {
  const access = await requirePerson('policy:read');
  const { id } = await params;
  const search = await searchParams;
  const page = await orNotFound(policyPage(access, databasePolicy(id), search));
  const base = `/databases/${id}/policy`;
  if (page.editing)
    return (
      <PolicyWorkbench
        targetId={id}
        text={page.policy.text}
        basedOn={page.newest}
        doneHref={base}
        sections={formSections()}
        databases={[]}
        titles={controlTitles}
      />
    );
  const views = (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <Segments
        label="View"
        segments={[
          { key: 'text', label: 'This database’s text', href: base, chosen: search.view !== 'effective' },
          {
            key: 'effective',
            label: 'What it is judged by',
            href: `${base}?view=effective`,
            chosen: search.view === 'effective',
          },
        ]}
      />
      <span className="flex flex-wrap items-center gap-4">
        <TextLink href="/policy">The organisation’s policy lies beneath</TextLink>
        {access.may('scan:run') && <JudgeAgain targetId={id} />}
      </span>
    </div>
  );
  if (search.view === 'effective') {
    const effective = await effectivePolicy(access, id);
    const { rows, total, page: shown, size } = pageOf(effective.statements, parsePage(search), 200);
    return (
      <div className="grid gap-4">
        {views}
        <EffectiveView effective={{ ...effective, statements: rows }} />
        {total > size && (
          <Pagination
            page={shown}
            pageSize={size}
            total={total}
            hrefOf={(next) => `${base}?view=effective&page=${next}`}
          />
        )}
      </div>
    );
  }
  return (
    <PolicyReading
      {...page}
      base={base}
      line="What is meant to be true of this database. Scans judge by it, over the organisation's policy; what both leave out stands under decisions."
      mayEdit={access.may('policy:edit')}
      views={views}
    />
  );
}
