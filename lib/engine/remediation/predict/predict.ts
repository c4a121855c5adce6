import { UnreadSection } from '../../analysis/unread-section.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import { InventoryDraft } from './inventory-draft.ts';
import { predictCreateObject } from './predict-create.ts';
import { predictDefaultPrivileges } from './predict-default-privileges.ts';
import { predictDropObject } from './predict-drop.ts';
import { predictGrant, predictRevoke } from './predict-grants.ts';
import { predictEditHba } from './predict-hba.ts';
import { predictRoutine, predictUpdateExtension, predictViewOption } from './predict-objects.ts';
import { predictAlterOwner } from './predict-owner.ts';
import { predictAlterRole, predictRevokeMembership, predictSetPassword } from './predict-roles.ts';
import { predictCreateRole, predictDropRole, predictGrantMembership } from './predict-roles-made.ts';
import { predictCreatePolicy, predictDropPolicy, predictRowSecurity } from './predict-row-security.ts';
import { predictSetParameter } from './predict-settings.ts';
import { Unpredictable } from './unpredictable.ts';

/** The snapshot as it will be, or why that cannot be worked out. */
export type Prediction = { readonly inventory: Inventory } | { readonly unknown: string };

function work(draft: InventoryDraft, change: Change, database: string | null): void {
  switch (change.do) {
    case 'revoke':
      predictRevoke(draft, change, database);
      break;
    case 'grant':
      predictGrant(draft, change, database);
      break;
    case 'revoke-membership':
      predictRevokeMembership(draft, change);
      break;
    case 'grant-membership':
      predictGrantMembership(draft, change);
      break;
    case 'create-role':
      predictCreateRole(draft, change);
      break;
    case 'drop-role':
      predictDropRole(draft, change);
      break;
    case 'create-object':
      predictCreateObject(draft, change);
      break;
    case 'drop-object':
      predictDropObject(draft, change);
      break;
    case 'alter-role':
      predictAlterRole(draft, change);
      break;
    case 'set-password':
      predictSetPassword(draft, change);
      break;
    case 'set-parameter':
      predictSetParameter(draft, change);
      break;
    case 'row-security':
      predictRowSecurity(draft, change);
      break;
    case 'create-policy':
      predictCreatePolicy(draft, change);
      break;
    case 'drop-policy':
      predictDropPolicy(draft, change);
      break;
    case 'set-view-option':
      predictViewOption(draft, change);
      break;
    case 'routine-search-path':
    case 'routine-security':
    case 'routine-leakproof':
      predictRoutine(draft, change);
      break;
    case 'alter-owner':
      predictAlterOwner(draft, change);
      break;
    case 'default-privileges':
      predictDefaultPrivileges(draft, change, database);
      break;
    case 'update-extension':
      predictUpdateExtension(draft, change);
      break;
    case 'edit-hba':
      predictEditHba(draft, change);
      break;
    default:
      change satisfies never;
  }
}

/**
 * The snapshot after these changes, made one after the other as their rendered statements would be by a role that may act
 * for every owner; settings as they are after the reload or restart that they need. Pure: data to data. Sections that are
 * not touched are the very same values. A section whose new rows only the server could tell is a gap in it.
 *
 * `database` is where the plan runs (`Plan.database`): default privileges do not name it themselves.
 */
export function predict(
  changes: readonly Change[],
  inventory: Inventory,
  database: string | null = null,
): Prediction {
  const draft = new InventoryDraft(inventory);
  try {
    for (const change of changes) work(draft, change, database);
    return { inventory: draft.finish() };
  } catch (error) {
    if (error instanceof Unpredictable) return { unknown: error.message };
    if (error instanceof UnreadSection) return { unknown: `${error.gap.input}: ${error.gap.reason}` };
    throw error;
  }
}
