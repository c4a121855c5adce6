'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '#components/ui/class-names.ts';
import type { Place } from './places.ts';

/** The left navigation; a bar above the page where there is no room beside it. */
export function SideNavigation({ places }: { places: readonly Place[] }) {
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
              'shrink-0 rounded-md px-2.5 py-1.5',
              here
                ? 'bg-accent-wash font-medium text-accent'
                : 'text-ink-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {place.title}
          </Link>
        );
      })}
    </nav>
  );
}
