import type { ReactNode } from 'react';
import { DatabaseSwitcher, type FrameDatabase } from './database-switcher.tsx';
import { Palette } from './palette.tsx';
import { PersonMenu, type PersonMenuProps } from './person-menu.tsx';
import type { CountedPlace } from './places.ts';
import { SideNavigation } from './side-navigation.tsx';
import { Wordmark } from './wordmark.tsx';

export interface FrameProps {
  person: PersonMenuProps;
  places: readonly CountedPlace[];
  databases: readonly FrameDatabase[];
  children: ReactNode;
}

/** What surrounds every page: where one is, where one can go, and who one is. */
export function Frame({ person, places, databases, children }: FrameProps) {
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <header
        data-screen=""
        className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-canvas px-4 sm:gap-4"
      >
        <div className="shrink-0 lg:w-36">
          <Wordmark />
        </div>
        <div className="flex min-w-0 flex-1">
          <Palette places={places} databases={databases} />
        </div>
        <DatabaseSwitcher databases={databases} />
        <PersonMenu {...person} />
      </header>
      <div className="lg:grid lg:grid-cols-[11rem_minmax(0,1fr)] print:block">
        <SideNavigation places={places} />
        <main id="content" tabIndex={-1} className="min-w-0 max-w-[110rem] px-4 py-6 outline-none sm:px-8">
          {children}
        </main>
      </div>
    </>
  );
}
