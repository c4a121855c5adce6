import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import { afterCreateObject } from './inverse-create.ts';
import { afterAlterOwner, afterDefaultPrivileges, afterGrant, afterRevoke } from './inverse-grants.ts';
import { afterRowSecurity, afterViewOption, policyBefore, routineBefore } from './inverse-objects.ts';
import type { Inverse } from './inverse-of-change.ts';
import {
  afterAlterRole,
  afterCreateRole,
  afterGrantMembership,
  afterRevokeMembership,
  afterSetParameter,
  afterSetPassword,
} from './inverse-roles.ts';

/** `database` is where the change runs; default privileges do not name it themselves. */
export function inverseOf(change: Change, inventory: Inventory, database: string | null): Inverse {
  switch (change.do) {
    case 'revoke':
      return afterRevoke(change, inventory);
    case 'grant':
      return afterGrant(change, inventory);
    case 'revoke-membership':
      return afterRevokeMembership(change, inventory);
    case 'grant-membership':
      return afterGrantMembership(change, inventory);
    case 'create-role':
      return afterCreateRole(change, inventory);
    case 'drop-role':
      return {
        irreversible: `what role ${change.role} had in other databases, and its password, are not known to Postern`,
      };
    case 'create-object':
      return afterCreateObject(change, inventory);
    case 'drop-object':
      return { irreversible: 'what was dropped is not kept anywhere' };
    case 'alter-role':
      return afterAlterRole(change, inventory);
    case 'set-password':
      return afterSetPassword(change, inventory);
    case 'set-parameter':
      return afterSetParameter(change, inventory);
    case 'row-security':
      return afterRowSecurity(change, inventory);
    case 'create-policy':
    case 'drop-policy':
      return policyBefore(change, inventory);
    case 'set-view-option':
      return afterViewOption(change, inventory);
    case 'routine-search-path':
    case 'routine-security':
    case 'routine-leakproof':
      return routineBefore(change, inventory);
    case 'alter-owner':
      return afterAlterOwner(change, inventory);
    case 'default-privileges':
      return afterDefaultPrivileges(change, inventory, database);
    case 'update-extension':
      return { irreversible: 'extensions seldom ship a way back to an older version; restore from a backup' };
    case 'edit-hba':
      return { statements: [] };
  }
}
