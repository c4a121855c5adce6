import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { declarationsOf } from '../../policy/declared-role.ts';
import type { Policy } from '../../policy/policy.ts';
import { baselineCandidates } from './baseline-candidates.ts';
import { type BaselineObject, type Difference, differenceOn } from './baseline-difference.ts';

export interface DifferingObject {
  readonly object: BaselineObject;
  readonly difference: Difference;
}

const tableKey = (database = '', schema = '', table = '') => JSON.stringify([database, schema, table]);

/** Tables that hold a column which the policy keeps from somebody. */
const keptFromSome = memo(
  (classification: NonNullable<Policy['classification']>): ReadonlySet<string> =>
    new Set(
      classification
        .filter((entry) => entry.readers !== undefined)
        .map((entry) => tableKey(entry.database, entry.schema, entry.table)),
    ),
);

/**
 * Whether the policy speaks to this role of the object by its own name: a permission with names, the tenancy's own function,
 * a table with columns that are kept from somebody. Where it does not, objects with the same list differ all or none.
 */
function goesByName(policy: Policy, role: string, { on }: BaselineObject): boolean {
  const { classification, tenancy } = policy;
  if (on.kind === 'function' && tenancy?.roles?.includes(role)) return true;
  if (classification && keptFromSome(classification).has(tableKey(on.database, on.schema, on.name)))
    return true;
  return declarationsOf(policy, role).some((declared) =>
    declared.may?.some((permission) => permission.names !== undefined),
  );
}

const differs = ({ missing, extra }: Difference) => missing.length > 0 || extra.length > 0;

/** Of a role: the objects on which what it has is not what the policy says, in the order of `objects`. */
export function baselineDifferences(
  database: DatabaseFacts,
  policy: Policy,
  objects: readonly BaselineObject[],
): (role: string) => readonly DifferingObject[] {
  const candidates = baselineCandidates(database, policy, objects);
  return (role) => {
    const found: (DifferingObject & { readonly at: number })[] = [];
    for (const { like, at: positions } of candidates(role)) {
      // Where the first of many that are alike is as stated, so are the others.
      if (
        positions.length > 1 &&
        !differs(differenceOn(database, policy, role, like)) &&
        !goesByName(policy, role, like)
      )
        continue;
      for (const at of positions) {
        const object = objects[at];
        if (object === undefined) continue;
        const difference = differenceOn(database, policy, role, object);
        if (differs(difference)) found.push({ object, difference, at });
      }
    }
    return found.sort((a, b) => a.at - b.at);
  };
}
