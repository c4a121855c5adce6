import type { AccessExplanation } from '../../engine/analysis/access-explain.ts';
import { databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import { type OrGap, orGap } from '../snapshot/or-gap.ts';
import { objectIn, type WhyQuery } from './access-query.ts';
import { explain } from './explain-access.ts';
import type { PathGraph } from './path-graph.ts';
import { listRemovable, type Removable, type WhatIf, whatIf } from './what-if.ts';

export interface WhyAccess {
  readonly explanation: AccessExplanation;
  readonly graph: PathGraph;
  readonly removable: readonly Removable[];
  /** What the address asks to take out; null where it asks nothing, or for something that is not among `removable`. */
  readonly preview: WhatIf | null;
}

/** Everything behind one privilege of one role on one object; null where there is no such thing in the snapshot. */
export function whyAccess(database: DatabaseFacts, query: WhyQuery): OrGap<WhyAccess | null> {
  const object = objectIn({ ...query, database: database.name });
  const { role, privilege } = query;
  if (object === null || privilege === null) return { value: null };
  return orGap(() => {
    const found = explain(database, { role, privilege, object });
    const whole = databaseAccess(database).find(object);
    if (!found || !whole) return null;
    const removable = listRemovable(database, whole, privilege, found.explanation.paths, role);
    const asked = removable.find((one) => one.id === query.without);
    return { ...found, removable, preview: asked ? whatIf(database, whole, privilege, asked) : null };
  });
}
