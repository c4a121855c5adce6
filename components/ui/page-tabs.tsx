'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface PageTab {
  readonly href: string;
  readonly title: ReactNode;
  readonly count?: number;
}

/** The pages of one thing, as links. The first is the thing itself: only its exact address marks it. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="mb-6 flex gap-5 overflow-x-auto border-b">
      {tabs.map((tab, index) => {
        const here = index === 0 ? path === tab.href : path === tab.href || path.startsWith(`${tab.href}/`);
        return (
          <Link
            key={tab.href}
            href={tab.href}
            aria-current={here ? 'page' : undefined}
            className={classNames(
              '-mb-px flex shrink-0 items-baseline gap-1.5 border-b-2 px-0.5 pt-1 pb-2',
              here
                ? 'border-accent font-medium text-ink'
                : 'border-transparent text-ink-soft hover:border-line-strong hover:text-ink',
            )}
          >
            {tab.title}
            {tab.count !== undefined && tab.count > 0 && (
              <span className="text-fine tabular-nums text-ink-faint">{tab.count.toLocaleString('en')}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
