import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { hasPrivilegesIn, mayUseSchema } from '../acting-grantor.ts';
import type { ChangeOf } from '../inverse/inverse-of-change.ts';
import { membershipsTaken } from '../inverse/memberships.ts';
import { columnsTakenAlong, giveBack, grantsOn, takenAway } from '../object-grants.ts';
import type { PlannedStatement } from '../plan.ts';
import { clusterRows } from '../prior.ts';
import { renderCreateObject, renderDropObject } from './create-object.ts';
import { type GrantManner, renderDefaultPrivileges, renderGrant, renderRevoke } from './grants.ts';
import {
  renderAlterRole,
  renderCreateRole,
  renderDropRole,
  renderGrantMembership,
  renderRevokeMembership,
  renderSetPassword,
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

/** How this grantor has to go about it, by what the snapshot says of it and of the object's schema. */
function mannerOf(grantor: string, on: ObjectRef, owner: string | null, inventory: Inventory): GrantManner {
  const { versionNum } = inventory.server;
  const lendUsage = owner !== null && grantor !== owner && !mayUseSchema(grantor, on, inventory);
  return { owner, versionNum, lendUsage };
}

function revoke(change: ChangeOf<'revoke'>, inventory: Inventory): readonly PlannedStatement[] {
  const prior = grantsOn(inventory, change.on);
  const manner = mannerOf(change.grantor, change.on, prior?.owner ?? null, inventory);
  if (prior === null) return renderRevoke(change, manner, false);
  const hasPrivilegesOf = hasPrivilegesIn(inventory, change.on.database);
  const { dependent } = takenAway(change, prior.owner, prior.grants, hasPrivilegesOf);
  const along = columnsTakenAlong(change, prior.owner, prior.grants, hasPrivilegesOf);
  const cascade = dependent.length > 0 || along.some((one) => one.grantee !== change.from);
  return [
    ...renderRevoke(change, manner, cascade),
    ...giveBack(change.on, along).flatMap((one) =>
      renderGrant(one, mannerOf(one.grantor, one.on, prior.owner, inventory)),
    ),
  ];
}

function grant(change: ChangeOf<'grant'>, inventory: Inventory): readonly PlannedStatement[] {
  const owner = grantsOn(inventory, change.on)?.owner ?? null;
  return renderGrant(change, mannerOf(change.grantor, change.on, owner, inventory));
}

/** One change as the statements that make it, in order. `edit-hba` has none: it is a file (`hba-file.ts`). */
export function renderChange(change: Change, inventory: Inventory): readonly PlannedStatement[] {
  switch (change.do) {
    case 'revoke':
      return revoke(change, inventory);
    case 'grant':
      return grant(change, inventory);
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
    case 'set-password':
      return [renderSetPassword(change)];
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
