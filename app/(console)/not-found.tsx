import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export default function NotFound() {
  return (
    <EmptyState
      title="There is nothing at this address"
      action={
        <>
          <LinkButton href="/findings">To the findings</LinkButton>
          <LinkButton href="/databases">To the databases</LinkButton>
        </>
      }
    >
      The database may have been archived, or the finding mended since: a finding leaves the list when the
      last scan no longer sees it.
    </EmptyState>
  );
}
