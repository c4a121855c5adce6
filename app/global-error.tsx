'use client';

import './globals.css';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="p-10">
          <ErrorState
            heading="h1"
            title="Postern could not show this page"
            action={<Button onClick={reset}>Try again</Button>}
          >
            Something failed before the page could be made. This says nothing about your databases. The server
            log has the cause.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
