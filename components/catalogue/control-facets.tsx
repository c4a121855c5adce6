import { hrefWith, type Said, toggledList } from '#components/snapshot/address.ts';
import { Facet } from '#components/ui/facet.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { ControlQuery } from '#lib/service/catalogue/control-query.ts';
import type { ControlList } from '#lib/service/catalogue/list-controls.ts';

export interface ControlFacetsProps {
  said: Said;
  query: ControlQuery;
  facets: ControlList['facets'];
  threatTitles: Readonly<Record<string, string>>;
}

/** The filters of the catalogue, with how many controls each choice would show. */
export function ControlFacets({ said, query, facets, threatTitles }: ControlFacetsProps) {
  const href = (filter: 'area' | 'severity' | 'standard' | 'threat' | 'standing', value: string) =>
    hrefWith('/controls', said, { [filter]: toggledList(query[filter], value) });
  return (
    <div className="grid content-start gap-5">
      <Facet
        title="Severity"
        choices={facets.severity.map(({ value, count }) => ({
          key: value,
          label: <SeverityMark severity={value} />,
          count,
          chosen: query.severity.includes(value),
          href: href('severity', value),
        }))}
      />
      <Facet
        title="On any server"
        choices={facets.standing.map(({ value, count }) => ({
          key: value,
          label: <VerdictMark mark={value} />,
          count,
          chosen: query.standing.includes(value),
          href: href('standing', value),
        }))}
      />
      <Facet
        title="Area"
        shown={12}
        choices={facets.area.map(({ value, count }) => ({
          key: value,
          label: <span className="capitalize">{value}</span>,
          count,
          chosen: query.area.includes(value),
          href: href('area', value),
        }))}
      />
      <Facet
        title="Standard"
        shown={12}
        choices={facets.standard.map(({ value, count }) => ({
          key: value,
          label: value,
          count,
          chosen: query.standard.includes(value),
          href: href('standard', value),
        }))}
      />
      <Facet
        title="Threat"
        choices={facets.threat.map(({ value, count }) => ({
          key: value,
          label: threatTitles[value] ?? value,
          count,
          chosen: query.threat.includes(value),
          href: href('threat', value),
        }))}
      />
    </div>
  );
}
