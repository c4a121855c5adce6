import { z } from 'zod';
import { controlStates, threatStatuses } from '../../engine/coverage/coverage.ts';
import type { CoverageFilter } from '../../engine/coverage/filter.ts';
import { type Area, areas, enforcedWhere } from '../../engine/model/area.ts';
import { standards } from '../../engine/model/reference.ts';

const given = z.union([z.string(), z.array(z.string())]).optional();

/** A list in a URL: `a,b`, or the parameter twice. Unknown members are dropped, so that an old link still opens. */
function listOf<Member extends string>(members: readonly Member[]) {
  return given.transform((said): readonly Member[] => {
    const parts = (Array.isArray(said) ? said : [said ?? '']).flatMap((part) => part.split(','));
    return members.filter((member) => parts.some((part) => part.trim() === member));
  });
}

const last = given.transform((said) => (Array.isArray(said) ? said.at(-1) : said) ?? '');

/** Filters of the matrix as they stand in the URL, and which areas are unfolded into their controls. */
export const coverageQuerySchema = z.object({
  area: listOf(areas),
  framework: listOf(standards),
  where: listOf(enforcedWhere),
  state: listOf(controlStates),
  /** Rows by their status. */
  risk: listOf(threatStatuses),
  /** One database of the cluster; none is the whole. */
  database: last.transform((name) => (name === '' ? null : name)),
  unfold: listOf(areas),
});

export type CoverageQuery = CoverageFilter & { readonly unfold: readonly Area[] };

/** From a page's `searchParams`. */
export function parseCoverageQuery(
  parameters: Readonly<Record<string, string | string[] | undefined>>,
): CoverageQuery {
  return coverageQuerySchema.parse(parameters);
}
