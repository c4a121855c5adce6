import type { Metadata } from 'next';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export const metadata: Metadata = { title: 'Nothing at this address' };

export default function NotFound() {
  return (
    <EmptyState
      heading="h1"
      title="There is nothing at this address"
      action={
        <>
          <LinkButton href="/findings">To the findings</LinkButton>
          <LinkButton href="/databases">To the databases</LinkButton>
        </>
      }
    >
      The link may be old or mistyped. A database may have been archived since, and a finding leaves the list
      when the last scan no longer sees it.
    </EmptyState>
  );
}
