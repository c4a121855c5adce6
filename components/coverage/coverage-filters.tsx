'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { plainText } from '#components/ui/hostile-text.ts';
import { Select } from '#components/ui/select.tsx';
import type { CoverageQuery } from '#lib/service/coverage/coverage-query.ts';
import { coverageSearch, isNarrowed } from './coverage-address.ts';
import { controlStates, stateWords } from './state-mark.tsx';

type Listed = 'area' | 'framework' | 'where' | 'state';

export interface CoverageFiltersProps {
  base: string;
  query: CoverageQuery;
  /** Databases of the cluster. */
  databases: readonly string[];
  /** What there is to choose from, as the engine names it. */
  choices: Readonly<Record<Exclude<Listed, 'state'>, readonly string[]>>;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** What of the matrix is shown: each choice is in the address, so that a view can be sent on. */
export function CoverageFilters({ base, query, databases, choices }: CoverageFiltersProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const go = (name: string, value: string) => {
    const parameters = new URLSearchParams(coverageSearch(query));
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
    const search = parameters.toString();
    startTransition(() => router.push(search === '' ? base : `${base}?${search}`, { scroll: false }));
  };
  const filter = (
    label: string,
    name: string,
    value: string,
    all: string,
    options: readonly { value: string; label: string }[],
  ) => (
    <Select
      label={label}
      bare
      className="w-44"
      value={value}
      aria-busy={pending}
      onChange={(event) => go(name, event.target.value)}
      options={[{ value: '', label: all }, ...several(value, options), ...options]}
    />
  );
  const listed = (label: string, name: Listed, all: string, values: readonly string[]) =>
    filter(
      label,
      name,
      query[name].join(','),
      all,
      values.map((value) => ({
        value,
        label: name === 'area' ? capital(value) : value,
      })),
    );
  return (
    <fieldset className="mb-3 flex flex-wrap items-center gap-2" data-screen="">
      <legend className="sr-only">What of the matrix is shown</legend>
      {databases.length > 1 &&
        filter(
          'Database of this server',
          'database',
          query.database ?? '',
          'Whole server',
          databases.map((name) => ({ value: name, label: plainText(name) })),
        )}
      {listed('Area', 'area', 'Every area', choices.area)}
      {listed('Framework', 'framework', 'Every framework', choices.framework)}
      {listed('Enforced where', 'where', 'Enforced anywhere', choices.where)}
      {filter(
        'State',
        'state',
        query.state.join(','),
        'Every state',
        controlStates.map((state) => ({ value: state, label: stateWords[state] })),
      )}
      {isNarrowed(query) && (
        <Link
          href={base + coverageSearch({ ...query, ...nothing })}
          scroll={false}
          className="ml-1 text-accent underline underline-offset-3"
        >
          Show all
        </Link>
      )}
    </fieldset>
  );
}

const nothing = { area: [], framework: [], where: [], state: [], risk: [], database: null };

/** An address may name several values, which a select cannot choose: it still says so. */
function several(value: string, options: readonly { value: string }[]) {
  return value === '' || options.some((option) => option.value === value)
    ? []
    : [{ value, label: value.split(',').join(' or ') }];
}
