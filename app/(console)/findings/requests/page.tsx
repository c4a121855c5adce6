import type { Metadata } from 'next';
import { RequestCard } from '#components/triage/request-card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listRequests } from '#lib/service/triage/list-requests.ts';

export const metadata: Metadata = { title: 'Requests' };

export default async function RequestsPage() {
  const access = await requirePerson('finding:read');
  const { open, decided } = await listRequests(access);
  return (
    <>
      <PageHeader
        title="Requests"
        line="Acceptance, baselines and false positives: one person asks, another decides"
        actions={<LinkButton href="/findings">Findings</LinkButton>}
      />
      {open.length === 0 ? (
        <EmptyState
          title="Nothing waits for a decision"
          action={<LinkButton href="/findings">Findings</LinkButton>}
        >
          Whoever asks for acceptance of a risk, a baseline of approved rows, or calls a finding a false
          positive, finds the request here until another person has decided it.
        </EmptyState>
      ) : (
        <div className="grid max-w-5xl gap-3">
          {open.map((request) => (
            <RequestCard key={request.id} request={request} />
          ))}
        </div>
      )}
      {decided.length > 0 && (
        <div className="mt-8 max-w-5xl">
          <Section title="Decided lately">
            <div className="grid gap-3">
              {decided.map((request) => (
                <RequestCard key={request.id} request={request} />
              ))}
            </div>
          </Section>
        </div>
      )}
    </>
  );
}
