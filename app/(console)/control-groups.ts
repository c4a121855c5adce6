import { findingSearch } from '#components/findings/finding-address.ts';
import type { ControlGroup } from '#components/findings/group-table.tsx';
import { severityRank } from '#lib/engine/model/severity.ts';
import type { Facet } from '#lib/service/findings/finding-facets.ts';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import { catalogue } from './control-catalogue.ts';

/** The controls a query leaves, worst first and then by how much they found. */
export function controlGroups(
  facets: readonly Facet<string>[],
  base: string,
  query: FindingQuery,
): readonly ControlGroup[] {
  return facets
    .filter(({ value, count }) => count > 0 && (query.control.length === 0 || query.control.includes(value)))
    .map(({ value, count }) => ({
      id: value,
      title: catalogue.get(value)?.title ?? value,
      severity: catalogue.get(value)?.severity ?? 'info',
      area: catalogue.get(value)?.area ?? '',
      count,
      href: base + findingSearch(query, { control: [value] }),
    }))
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || b.count - a.count);
}
