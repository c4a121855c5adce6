import Link from 'next/link';
import { Facet } from '#components/ui/facet.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import type { FindingList } from '#lib/service/findings/list-findings.ts';
import { findingSearch, toggled } from './finding-address.ts';

export interface FindingFacetsProps {
  base: string;
  query: FindingQuery;
  facets: FindingList['facets'];
  /** Titles by control id; an id without one stands for itself. */
  titles: Readonly<Record<string, string>>;
}

const states = [
  { value: 'hide', label: 'Open' },
  { value: 'only', label: 'Accepted' },
  { value: 'all', label: 'Both' },
] as const;

/** The filters of a findings list, with how many rows each choice would show. */
export function FindingFacets({ base, query, facets, titles }: FindingFacetsProps) {
  return (
    <div className="grid content-start gap-5">
      <Facet
        title="Severity"
        choices={facets.severity.map(({ value, count }) => ({
          key: value,
          label: <SeverityMark severity={value} />,
          count,
          chosen: query.severity.includes(value),
          href: base + findingSearch(query, { severity: toggled(query.severity, value) }),
        }))}
      />
      <fieldset>
        <legend className="mb-1 text-fine font-medium text-ink-faint">State</legend>
        <div className="flex rounded-md border border-line-strong">
          {states.map((state) => (
            <Link
              key={state.value}
              scroll={false}
              href={base + findingSearch(query, { accepted: state.value })}
              aria-current={query.accepted === state.value ? 'true' : undefined}
              className="flex-1 border-l border-line-strong px-2 py-1 text-center text-fine first:border-l-0 hover:bg-sunken aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-accent"
            >
              {state.label}
            </Link>
          ))}
        </div>
      </fieldset>
      <Facet
        title="Area"
        shown={12}
        choices={facets.area
          .filter(({ value, count }) => count > 0 || query.area.includes(value))
          .map(({ value, count }) => ({
            key: value,
            label: <span className="capitalize">{value}</span>,
            count,
            chosen: query.area.includes(value),
            href: base + findingSearch(query, { area: toggled(query.area, value) }),
          }))}
      />
      {facets.database.length > 0 && (
        <Facet
          title="Database"
          choices={facets.database.map(({ value, count }) => ({
            key: value,
            label: <Hostile text={value} />,
            count,
            chosen: query.database.includes(value),
            href: base + findingSearch(query, { database: toggled(query.database, value) }),
          }))}
        />
      )}
      <Facet
        title="Control"
        choices={facets.control.map(({ value, count }) => ({
          key: value,
          label: titles[value] ?? value,
          count,
          chosen: query.control.includes(value),
          href: base + findingSearch(query, { control: toggled(query.control, value) }),
        }))}
      />
    </div>
  );
}
