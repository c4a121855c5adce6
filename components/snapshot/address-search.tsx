'use client';

import { Search } from 'lucide-react';
import { debounce, parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useId, useTransition } from 'react';
import { inputStyle } from '#components/ui/field.tsx';

/** A text filter that stands in the address: the list follows as one types. */
export function AddressSearch({ label, placeholder }: { label: string; placeholder: string }) {
  const id = useId();
  const [pending, startTransition] = useTransition();
  const [{ q }, set] = useQueryStates(
    { q: parseAsString.withDefault(''), page: parseAsInteger.withDefault(1) },
    { shallow: false, startTransition, limitUrlUpdates: debounce(250) },
  );
  return (
    <div className="relative w-64">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
        aria-hidden="true"
      />
      <input
        id={id}
        type="search"
        value={q}
        onChange={(event) => set({ q: event.target.value || null, page: null })}
        placeholder={placeholder}
        aria-busy={pending}
        className={`${inputStyle} pl-8`}
      />
    </div>
  );
}
