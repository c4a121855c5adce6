import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What happened, to what, and what to do. Never stands where an empty list could be meant: it replaces the list. */
export function ErrorState({
  title,
  heading: Heading = 'h2',
  children,
  action,
}: {
  title: string;
  /** `h1` where this is the whole page. */
  heading?: 'h1' | 'h2';
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div role="alert" className="grid max-w-prose gap-2 rounded-md border border-fail bg-fail-wash p-4">
      <Heading className="flex items-center gap-2 text-lead font-semibold text-fail">
        <TriangleAlert className="size-5 shrink-0" aria-hidden="true" />
        {title}
      </Heading>
      <div>{children}</div>
      {action && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
