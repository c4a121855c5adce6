'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '#components/ui/class-names.ts';
import type { CountedPlace } from './places.ts';

/** The left navigation; a bar above the page where there is no room beside it. */
export function SideNavigation({ places }: { places: readonly CountedPlace[] }) {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="flex gap-0.5 overflow-x-auto border-b px-3 py-1.5 lg:sticky lg:top-12 lg:h-[calc(100vh-3rem)] lg:flex-col lg:border-r lg:border-b-0 lg:px-2 lg:py-4"
    >
      {places.map((place) => {
        const here =
          place.href === '/' ? path === '/' : path === place.href || path.startsWith(`${place.href}/`);
        return (
          <Link
            key={place.href}
            href={place.href}
            aria-current={here ? 'page' : undefined}
            className={classNames(
              'flex shrink-0 items-center justify-between gap-2 rounded-md px-2.5 py-1.5',
              here
                ? 'bg-accent-wash font-medium text-accent'
                : 'text-ink-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {place.title}
            {place.waiting > 0 && (
              <span className="rounded-sm bg-partial-wash px-1.5 text-fine font-medium text-partial tabular-nums">
                {place.waiting.toLocaleString('en')}
                <span className="sr-only"> waiting for you</span>
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
