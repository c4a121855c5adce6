import type { Metadata } from 'next';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export const metadata: Metadata = { title: 'Nothing at this address' };

export default function NotFound() {
  return (
    <main className="p-10">
      <EmptyState
        heading="h1"
        title="There is nothing at this address"
        action={<LinkButton href="/">To the overview</LinkButton>}
      >
        The link may be old, or mistyped.
      </EmptyState>
    </main>
  );
}
