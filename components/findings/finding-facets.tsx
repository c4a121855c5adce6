import { Facet } from '#components/ui/facet.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import type { FindingFacets as Facets } from '#lib/service/findings/finding-facets.ts';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import { chosenStates, findingSearch, toggled, toggledState } from './finding-address.ts';
import { stateNames } from './shown-states.ts';

export interface FindingFacetsProps {
  base: string;
  query: FindingQuery;
  facets: Facets;
  /** Titles by control id; an id without one stands for itself. */
  titles: Readonly<Record<string, string>>;
  /** Who looks: `me` in an address. */
  me: string | null;
}

/** The filters of a findings list, with how many rows each choice would show. */
export function FindingFacets({ base, query, facets, titles, me }: FindingFacetsProps) {
  const states = chosenStates(query);
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
      <Facet
        title="State"
        choices={facets.state
          .filter(({ value, count }) => count > 0 || value === 'open' || states.includes(value))
          .map(({ value, count }) => ({
            key: value,
            label: stateNames[value],
            count,
            chosen: states.includes(value),
            href:
              base +
              findingSearch(query, { state: toggledState(query, value), accepted: 'hide', until: 'any' }),
          }))}
      />
      {(facets.fresh > 0 || query.since === 'new') && (
        <Facet
          title="Since the scan before"
          choices={[
            {
              key: 'new',
              label: 'New or back again',
              count: facets.fresh,
              chosen: query.since === 'new',
              href: base + findingSearch(query, { since: query.since === 'new' ? 'any' : 'new' }),
            },
          ]}
        />
      )}
      {(query.until !== 'any' || facets.ending.some(({ count }) => count > 0)) && (
        <Facet
          title="Acceptance ends"
          choices={facets.ending.map(({ value, count }) => ({
            key: value,
            label: `Within ${value} days`,
            count,
            chosen: query.until === value,
            href:
              base +
              findingSearch(query, {
                until: query.until === value ? 'any' : value,
                state: [],
                accepted: 'hide',
              }),
          }))}
        />
      )}
      {(query.assignee.length > 0 || facets.assignee.length > 1) && (
        <Facet
          title="Assigned to"
          choices={facets.assignee.map(({ value, name, count }) => ({
            key: value,
            label: name === null ? 'Nobody' : <Hostile text={name} />,
            count,
            chosen: query.assignee.includes(value) || (value === me && query.assignee.includes('me')),
            href:
              base +
              findingSearch(query, {
                assignee: toggled(
                  query.assignee.map((one) => (one === 'me' && me !== null ? me : one)),
                  value,
                ),
              }),
          }))}
        />
      )}
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
