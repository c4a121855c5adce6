import type { Control, ControlDeclaration } from '../../engine/controls/control.ts';
import { registry } from '../../engine/controls/registry.ts';
import { type Area, areas } from '../../engine/model/area.ts';
import { type Standard, standards } from '../../engine/model/reference.ts';
import { type Severity, severities, severityRank } from '../../engine/model/severity.ts';
import { type ThreatId, threatIds } from '../../engine/policy/threats/catalogue.ts';
import type { Access } from '../auth/access.ts';
import type { Facet } from '../findings/finding-facets.ts';
import { type ControlFilter, type ControlQuery, fitsQuery } from './control-query.ts';
import { type ControlOnServer, type FleetVerdicts, fleetVerdicts } from './fleet-verdicts.ts';
import { type Standing, standings } from './standing.ts';

export interface ListedControl {
  readonly control: ControlDeclaration;
  readonly servers: readonly ControlOnServer[];
}

export interface ControlList extends Pick<FleetVerdicts, 'unread' | 'stale'> {
  /** By area in the areas' own order, worst severity first inside; areas without any are left out. */
  readonly areas: readonly { readonly area: Area; readonly controls: readonly ListedControl[] }[];
  readonly total: number;
  /** How many controls each choice would show, given the other filters. */
  readonly facets: {
    readonly area: readonly Facet<Area>[];
    readonly severity: readonly Facet<Severity>[];
    readonly standard: readonly Facet<Standard>[];
    readonly threat: readonly Facet<ThreatId>[];
    readonly standing: readonly Facet<Standing>[];
  };
}

/** The catalogue as the query leaves it, with how each control stands across the fleet. */
export async function listControls(
  access: Access<'target:read' | 'finding:read'>,
  query: ControlQuery,
): Promise<ControlList> {
  access.demand('finding:read');
  const verdicts = await fleetVerdicts(access);
  const standing = (control: Control) => verdicts.on(control.id).map((one) => one.standing);
  const left = registry.filter((control) => fitsQuery(control, standing(control), query));

  const facet = <Value extends string>(
    filter: ControlFilter,
    values: readonly Value[],
    has: (control: Control, value: Value) => boolean,
  ): readonly Facet<Value>[] => {
    const others = registry.filter((control) => fitsQuery(control, standing(control), query, filter));
    return values.map((value) => ({ value, count: others.filter((control) => has(control, value)).length }));
  };

  const grouped = areas.map((area) => ({
    area,
    controls: left
      .filter((control) => control.area === area)
      .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.title.localeCompare(b.title))
      .map((control) => ({ control, servers: verdicts.on(control.id) })),
  }));
  return {
    areas: grouped.filter((one) => one.controls.length > 0),
    total: left.length,
    unread: verdicts.unread,
    stale: verdicts.stale,
    facets: {
      area: facet('area', areas, (control, area) => control.area === area),
      severity: facet('severity', severities, (control, severity) => control.severity === severity),
      standard: facet('standard', standards, (control, standard) =>
        control.references.some((reference) => reference.standard === standard),
      ),
      threat: facet('threat', threatIds, (control, threat) => control.threats.includes(threat)),
      standing: facet('standing', standings, (control, one) => standing(control).includes(one)),
    },
  };
}
