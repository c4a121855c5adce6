'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { plainText } from '#components/ui/hostile-text.ts';
import { Select } from '#components/ui/select.tsx';

/** Which database of the server the page is about. What was chosen inside another one is forgotten. */
export function DatabaseSelect({
  base,
  names,
  chosen,
}: {
  base: string;
  names: readonly string[];
  chosen: string;
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Select
      label="Database"
      bare
      className="w-48"
      value={chosen}
      aria-busy={pending}
      disabled={names.length === 0}
      onChange={(event) => {
        const { value } = event.target;
        startTransition(() => router.push(`${base}?database=${encodeURIComponent(value)}`));
      }}
      options={names.map((name) => ({ value: name, label: plainText(name) }))}
    />
  );
}
