import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { findIdsOf } from '../db/chosen-findings.ts';
import { findAllInFilter } from '../db/findings.ts';
import { ServiceError } from '../errors.ts';
import { parseFindingQuery } from '../findings/finding-query.ts';
import { type Fleet, fleetScope } from '../findings/fleet-scope.ts';

/** More than a person can mean at once; whoever means more says it in the policy. */
export const mostAtOnce = 2000;

const named = z.strictObject({ target: z.uuid(), fingerprint: z.string().min(1).max(64) });

/** Findings one by one, or all that a list's address shows; `target` null is the list over the fleet. */
export const selectionSchema = z.union([
  z.strictObject({ findings: z.array(named).min(1).max(mostAtOnce) }),
  z.strictObject({
    filter: z.strictObject({ target: z.uuid().nullable(), search: z.string().max(8000) }),
  }),
]);

export type Selection = z.infer<typeof selectionSchema>;

/** Why one of the chosen was left out, in a sentence. */
export interface Refusal {
  readonly target: string;
  readonly fingerprint: string;
  /** Hostile text; null where no such finding is known. */
  readonly title: string | null;
  readonly why: string;
}

/** What became of a choice: how many were changed, and which were not and why. */
export interface BulkOutcome {
  readonly done: number;
  readonly refused: readonly Refusal[];
}

export interface Chosen {
  readonly fleet: Fleet;
  readonly ids: readonly string[];
  readonly refused: readonly Refusal[];
}

/** The records a selection means, in registered databases. Throws `invalid-input` where a filter holds too many. */
export async function choose(access: Access<'finding:triage'>, selection: Selection): Promise<Chosen> {
  access.demand('finding:triage');
  const fleet = await fleetScope(access.actor.id);
  if ('findings' in selection) {
    const asked = selection.findings.filter(({ target }) => fleet.targets.has(target));
    const ids = await findIdsOf(asked);
    const refused = selection.findings
      .filter(({ target, fingerprint }) => !ids.has(`${target} ${fingerprint}`))
      .map((one) => ({ ...one, title: null, why: 'There is no such finding.' }));
    return { fleet, ids: [...new Set(ids.values())], refused };
  }
  const { target, search } = selection.filter;
  if (target !== null && !fleet.targets.has(target))
    throw new ServiceError('not-found', 'There is no such database.');
  const scope = target === null ? fleet.scope : { ...fleet.scope, targetIds: [target] };
  const query = parseFindingQuery(new URLSearchParams(search));
  const rows = await findAllInFilter(scope, query, mostAtOnce + 1);
  if (rows.length > mostAtOnce) {
    throw new ServiceError(
      'invalid-input',
      `The filter leaves more than ${mostAtOnce} findings. Narrow it, or say in the policy what is meant for all of them.`,
    );
  }
  return { fleet, ids: rows.map((row) => row.id), refused: [] };
}
