import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import { membershipsTaken } from '../inverse/memberships.ts';
import { giveBack, grantsOn, takenAlong, takenAway } from '../object-grants.ts';
import type { PlannedStatement } from '../plan.ts';
import { clusterRows } from '../prior.ts';
import { renderCreateObject, renderDropObject } from './create-object.ts';
import { renderDefaultPrivileges, renderGrant, renderRevoke } from './grants.ts';
import {
  renderAlterRole,
  renderCreateRole,
  renderDropRole,
  renderGrantMembership,
  renderRevokeMembership,
} from './roles.ts';
import {
  renderAlterOwner,
  renderCreatePolicy,
  renderDropPolicy,
  renderRoutineLeakproof,
  renderRoutineSearchPath,
  renderRoutineSecurity,
  renderRowSecurity,
  renderUpdateExtension,
  renderViewOption,
} from './schema-objects.ts';
import { renderSetParameter } from './settings.ts';

function revoke(
  change: Extract<Change, { do: 'revoke' }>,
  inventory: Inventory,
): readonly PlannedStatement[] {
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return renderRevoke(change, null, false);
  const { dependent } = takenAway(change, prior.owner, prior.grants);
  const rebuilt = giveBack(change.on, takenAlong(change, prior.grants));
  return [
    ...renderRevoke(change, prior.owner, dependent.length > 0),
    ...rebuilt.flatMap((grant) => renderGrant(grant, prior.owner)),
  ];
}

/** One change as the statements that make it, in order. `edit-hba` has none: it is a file (`hba-file.ts`). */
export function renderChange(change: Change, inventory: Inventory): readonly PlannedStatement[] {
  switch (change.do) {
    case 'revoke':
      return revoke(change, inventory);
    case 'grant':
      return renderGrant(change, grantsOn(inventory, change.on)?.owner ?? null);
    case 'revoke-membership': {
      const before = clusterRows(inventory.cluster.memberships);
      const { dependent } = membershipsTaken(change, before, inventory.server.versionNum);
      return [renderRevokeMembership(change, inventory.server.versionNum, dependent.length > 0)];
    }
    case 'grant-membership':
      return [renderGrantMembership(change, inventory.server.versionNum)];
    case 'create-role':
      return [renderCreateRole(change)];
    case 'drop-role':
      return [renderDropRole(change)];
    case 'create-object':
      return renderCreateObject(change);
    case 'drop-object':
      return [renderDropObject(change)];
    case 'alter-role':
      return [renderAlterRole(change)];
    case 'set-parameter':
      return renderSetParameter(change);
    case 'row-security':
      return renderRowSecurity(change);
    case 'create-policy':
      return renderCreatePolicy(change);
    case 'drop-policy':
      return [renderDropPolicy(change)];
    case 'set-view-option':
      return [renderViewOption(change)];
    case 'routine-search-path':
      return [renderRoutineSearchPath(change)];
    case 'routine-security':
      return [renderRoutineSecurity(change)];
    case 'routine-leakproof':
      return [renderRoutineLeakproof(change)];
    case 'alter-owner':
      return [renderAlterOwner(change)];
    case 'default-privileges':
      return [renderDefaultPrivileges(change)];
    case 'update-extension':
      return [renderUpdateExtension(change)];
    case 'edit-hba':
      return [];
  }
}
