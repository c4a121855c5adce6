import type { Metadata } from 'next';
import { PolicyList } from '#components/policy/policy-list.tsx';
import { PolicyReading } from '#components/policy/policy-reading.tsx';
import { PolicyWorkbench } from '#components/policy/policy-workbench.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';
import { formSections } from '#lib/service/policy/form-sections.ts';
import { listProposals } from '#lib/service/policy/list-proposals.ts';
import { databasePolicy, organisation } from '#lib/service/policy/policy-scope.ts';
import { getPolicy } from '#lib/service/policy/policy-versions.ts';
import { controlTitles } from '../control-catalogue.ts';
import { orNotFound } from '../or-not-found.ts';
import { type PolicySearch, policyPage } from '../policy-request.ts';

export const metadata: Metadata = { title: 'Policy' };

export default async function PoliciesPage({ searchParams }: { searchParams: Promise<PolicySearch> }) {
  const access = await requirePerson(['target:read', 'policy:read']);
  const page = await orNotFound(policyPage(access, organisation, await searchParams));
  const fleet = await listFleet(access);
  if (page.editing)
    return (
      <>
        <PageHeader title="Policy of the organisation" line="Lies under the policy of every database" />
        <PolicyWorkbench
          targetId={null}
          text={page.policy.text}
          basedOn={page.newest}
          doneHref="/policy"
          sections={formSections()}
          databases={fleet.map(({ id, name }) => ({ id, name }))}
          titles={controlTitles}
        />
      </>
    );
  const waiting = await listProposals(access);
  const rows = await Promise.all(
    fleet.map(async (target) => ({
      target,
      policy: await getPolicy(access, databasePolicy(target.id)),
      waiting: waiting.filter((proposal) => proposal.targetId === target.id).length,
    })),
  );
  return (
    <>
      <PageHeader
        title="Policy"
        line="What is meant to be true: of everything by default, and of each database in its own document and its own versions"
      />
      <div className="grid gap-10">
        <Section title="Databases">
          <PolicyList rows={rows} />
        </Section>
        <section aria-label="Policy of the organisation" className="grid gap-4">
          <h2 className="text-lead font-semibold">The organisation’s policy</h2>
          <PolicyReading
            {...page}
            base="/policy"
            line={
              fleet.length === 0
                ? 'What holds for every database by default. A database’s own policy has the last word.'
                : `What holds by default for ${fleet.length === 1 ? 'the one database' : `all ${fleet.length} databases`}. A database’s own policy has the last word.`
            }
            mayEdit={access.may('policy:edit')}
          />
        </section>
      </div>
    </>
  );
}
