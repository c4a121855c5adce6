import { type ReactNode, useId } from 'react';

/** A ruled section with its heading in the margin of the rule, like a reference book's. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line-strong/60 pb-1.5">
        <h2 id={id} className="text-body font-semibold">
          {title}
        </h2>
        {aside && <div className="text-fine text-ink-faint">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
