'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';

export interface PageFailureProps {
  error: Error & { digest?: string };
  reset: () => void;
  /** `h1` where no other heading stays on the page. */
  heading?: 'h1' | 'h2';
}

/** A page that could not be made. It says so in the place of the data, so that nothing empty can be taken for good news. */
export function PageFailure({ error, reset, heading = 'h2' }: PageFailureProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function again() {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }

  return (
    <ErrorState
      heading={heading}
      title="This page could not be read"
      action={
        <Button onClick={again} disabled={pending}>
          Try again
        </Button>
      }
    >
      Postern could not get what belongs here from its own database. This says nothing about yours. If trying
      again does not help, the server log has the cause{error.digest ? <> under {error.digest}</> : null}.
    </ErrorState>
  );
}
