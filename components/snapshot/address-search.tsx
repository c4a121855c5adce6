'use client';

import { Search } from 'lucide-react';
import { useId } from 'react';
import { inputStyle } from '#components/ui/field.tsx';
import { useAddressText } from './use-address-text.ts';

/** A text filter that stands in the address: the list follows as one types. */
export function AddressSearch({ label, placeholder }: { label: string; placeholder: string }) {
  const id = useId();
  const { text, type, pending } = useAddressText();
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
        value={text}
        onChange={(event) => type(event.target.value)}
        placeholder={placeholder}
        aria-busy={pending}
        className={`${inputStyle} pl-8`}
      />
    </div>
  );
}
