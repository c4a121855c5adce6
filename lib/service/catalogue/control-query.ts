import { z } from 'zod';
import type { Control } from '../../engine/controls/control.ts';
import { areas } from '../../engine/model/area.ts';
import { standards } from '../../engine/model/reference.ts';
import { severities } from '../../engine/model/severity.ts';
import { threatIds } from '../../engine/policy/threats/catalogue.ts';
import { listField, type SearchParameters, textField } from '../snapshot/query-fields.ts';
import { standings } from './standing.ts';

/** The filter of the catalogue, as it stands in the URL. Several values of one filter mean any of them. */
const schema = z.object({
  /** Found in id, title or rationale, case-insensitive. */
  q: textField,
  area: listField(areas),
  severity: listField(severities),
  standard: listField(standards),
  threat: listField(threatIds),
  /** Stands so on at least one server. */
  standing: listField(standings),
});

export type ControlQuery = z.infer<typeof schema>;

export const parseControlQuery = (said: SearchParameters): ControlQuery => schema.parse(said);

export type ControlFilter = keyof ControlQuery;

const meets = (chosen: readonly string[], values: readonly string[]) =>
  chosen.length === 0 || values.some((value) => chosen.includes(value));

/** Whether the query leaves this control; with `except`, as if that filter were not set. */
export function fitsQuery(
  control: Control,
  standing: readonly string[],
  query: ControlQuery,
  except?: ControlFilter,
): boolean {
  const text = `${control.id} ${control.title} ${control.rationale}`.toLowerCase();
  const fits: Record<ControlFilter, () => boolean> = {
    q: () => text.includes(query.q.toLowerCase()),
    area: () => meets(query.area, [control.area]),
    severity: () => meets(query.severity, [control.severity]),
    standard: () =>
      meets(
        query.standard,
        control.references.map((reference) => reference.standard),
      ),
    threat: () => meets(query.threat, control.threats),
    standing: () => meets(query.standing, standing),
  };
  return Object.entries(fits).every(([name, holds]) => name === except || holds());
}
