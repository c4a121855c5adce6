import type { ReactNode } from 'react';
import { Wordmark } from '#components/frame/wordmark.tsx';

/** Pages for people who are not signed in: one column, nothing else to press. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh place-items-center bg-canvas px-5 py-10">
      <main className="grid w-full max-w-sm gap-6">
        <Wordmark />
        <div className="grid gap-5 rounded-md border bg-surface p-6">{children}</div>
      </main>
    </div>
  );
}
