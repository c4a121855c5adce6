'use client';

import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { Select } from '#components/ui/select.tsx';
import { severityWords } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { type QueueFilter, queueHref } from './queue-address.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface QueueFiltersProps {
  filter: QueueFilter;
  targets: readonly Named[];
  people: readonly Named[];
}

/** Narrows the queue; the filter is the address. */
export function QueueFilters({ filter, targets, people }: QueueFiltersProps) {
  const router = useRouter();
  const id = useId();
  const go = (change: Partial<QueueFilter>) =>
    router.push(queueHref({ ...filter, ...change }), { scroll: false });
  const named = (all: string, list: readonly Named[]) => [
    { value: '', label: all },
    ...list.map((one) => ({ value: one.id, label: one.name })),
  ];
  const filtered = filter.target !== '' || filter.severity !== '' || filter.person !== '';
  return (
    <section aria-labelledby={id} className="mb-4 flex flex-wrap items-center gap-3">
      <h2 id={id} className="sr-only">
        Filters
      </h2>
      <Select
        bare
        label="Database server"
        className="w-52"
        value={filter.target}
        onChange={(event) => go({ target: event.target.value })}
        options={named('Every server', targets)}
      />
      <Select
        bare
        label="Severity"
        className="w-40"
        value={filter.severity}
        onChange={(event) => go({ severity: event.target.value })}
        options={[
          { value: '', label: 'Every severity' },
          ...Object.entries(severityWords).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        bare
        label="Author"
        className="w-52"
        value={filter.person}
        onChange={(event) => go({ person: event.target.value })}
        options={named('Everybody', people)}
      />
      {filtered && (
        <TextLink href={queueHref({ tab: filter.tab, target: '', severity: '', person: '' })}>
          Show all
        </TextLink>
      )}
    </section>
  );
}
