'use client';

import { Search } from 'lucide-react';
import { useAddressText } from '#components/snapshot/use-address-text.ts';
import { inputStyle } from '#components/ui/field.tsx';

/** The text filter: the list follows as one types, and the address with it. `/` goes here from anywhere on the page. */
export function FindingSearch() {
  const { text, type, pending } = useAddressText();
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
        value={text}
        onChange={(event) => type(event.target.value)}
        placeholder="Title, object or control"
        aria-busy={pending}
        className={`${inputStyle} pr-8 pl-8`}
      />
      <kbd className="pointer-events-none absolute top-2 right-2.5 font-mono text-fine text-ink-faint">/</kbd>
    </div>
  );
}
