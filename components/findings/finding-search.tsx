'use client';

import { Search } from 'lucide-react';
import { debounce, parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { inputStyle } from '#components/ui/field.tsx';

/** The text filter: the list follows as one types, and the address with it. `/` goes here from anywhere on the page. */
export function FindingSearch() {
  const [pending, startTransition] = useTransition();
  const [{ q }, set] = useQueryStates(
    { q: parseAsString.withDefault(''), page: parseAsInteger.withDefault(1) },
    { shallow: false, startTransition, limitUrlUpdates: debounce(250) },
  );
  return (
    <div className="relative w-72">
      <label htmlFor="finding-search" className="sr-only">
        Find in title, object or control
      </label>
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
        aria-hidden="true"
      />
      <input
        id="finding-search"
        type="search"
        value={q}
        onChange={(event) => set({ q: event.target.value || null, page: null })}
        placeholder="Title, object or control"
        aria-busy={pending}
        className={`${inputStyle} pr-8 pl-8`}
      />
      <kbd className="pointer-events-none absolute top-2 right-2.5 font-mono text-fine text-ink-faint">/</kbd>
    </div>
  );
}
