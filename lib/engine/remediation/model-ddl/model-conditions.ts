import type { Inventory } from '../../inventory/inventory.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { postconditionsOf, preconditionsOf } from '../conditions/conditions.ts';
import type { Condition } from '../plan.ts';
import type { Step } from './step.ts';

export interface ModelConditions {
  readonly preconditions: readonly Condition[];
  readonly postconditions: readonly Condition[];
}

const distinct = (conditions: readonly Condition[]): readonly Condition[] => [
  ...new Map(conditions.map((one) => [one.sql, one])).values(),
];

const keyOf = ({ column: _, ...on }: ObjectRef) => canonicalJson(on);

/** Every role a change names. */
function rolesOf(change: Change): readonly string[] {
  switch (change.do) {
    case 'grant':
      return [change.grantor, ...(change.to === null ? [] : [change.to])];
    case 'revoke':
      return [change.grantor, ...(change.from === null ? [] : [change.from])];
    case 'grant-membership':
      return [change.role, change.member, ...(change.grantor === null ? [] : [change.grantor])];
    case 'default-privileges':
      return [change.forRole, ...(change.grantee === null ? [] : [change.grantee])];
    case 'alter-owner':
      return [change.to];
    default:
      return [];
  }
}

/**
 * What has to hold before a plan of the model and after it. A step on something that an earlier step makes has nothing to ask
 * beforehand, and one whose effect a later step ends by design nothing to ask in the end.
 */
export function modelConditions(steps: readonly Step[], inventory: Inventory): ModelConditions {
  const changes = steps.map((step) => step.change);
  const madeRoles = new Set(changes.flatMap((one) => (one.do === 'create-role' ? [one.role] : [])));
  const madeObjects = new Set(changes.flatMap((one) => (one.do === 'create-object' ? [keyOf(one.on)] : [])));
  const movedObjects = new Set(changes.flatMap((one) => (one.do === 'alter-owner' ? [keyOf(one.on)] : [])));
  const lasting = steps.filter((step) => step.passing !== true).map((step) => step.change);
  const stands = (change: Change) =>
    change.do !== 'create-object' &&
    !rolesOf(change).some((role) => madeRoles.has(role)) &&
    !('on' in change && madeObjects.has(keyOf(change.on)));
  return {
    preconditions: distinct(
      lasting
        .filter(stands)
        // Grants of the new owner are nobody's before it is one.
        .filter((one) => one.do === 'alter-owner' || !('on' in one && movedObjects.has(keyOf(one.on))))
        .flatMap((one) => preconditionsOf(one, inventory)),
    ),
    postconditions: distinct(lasting.flatMap((one) => postconditionsOf(one, inventory, changes))),
  };
}
