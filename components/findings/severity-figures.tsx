import Link from 'next/link';
import { classNames } from '#components/ui/class-names.ts';
import { severityOrder } from '#components/ui/order.ts';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import type { Severity } from '#lib/engine/model/severity.ts';

export interface SeverityFiguresProps {
  counts: Readonly<Record<Severity, number>>;
  /** The findings list these figures count. */
  href: string;
}

/** How many open findings of each severity; each figure leads to exactly those. */
export function SeverityFigures({ counts, href }: SeverityFiguresProps) {
  return (
    <ul className="flex flex-wrap">
      {severityOrder.map((severity) => (
        <li key={severity} className="border-l px-4 first:border-l-0 first:pl-0">
          <Link href={`${href}?severity=${severity}`} className="group grid justify-items-start">
            <span
              className={classNames(
                'text-title font-semibold tabular-nums tracking-tight group-hover:text-accent',
                counts[severity] === 0 && 'text-ink-faint',
              )}
            >
              {counts[severity].toLocaleString('en')}
            </span>
            <SeverityMark severity={severity} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
