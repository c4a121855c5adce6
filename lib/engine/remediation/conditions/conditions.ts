import type { Inventory } from '../../inventory/inventory.ts';
import type { PolicyRow } from '../../inventory/sections/policies.ts';
import type { Change } from '../../model/change.ts';
import { type Grant, grantsOn, takenAlong } from '../object-grants.ts';
import type { Condition } from '../plan.ts';
import { predict } from '../predict/predict.ts';
import { clusterRows, databaseRows } from '../prior.ts';
import { literal } from '../quote.ts';
import {
  afterCreateObject,
  afterDropObject,
  beforeCreateObject,
  beforeDropObject,
} from './create-conditions.ts';
import { afterDefaultPrivileges, beforeDefaultPrivileges } from './default-privilege-conditions.ts';
import {
  afterAlterOwner,
  afterGrant,
  afterRevoke,
  beforeAlterOwner,
  beforeGrant,
  beforeRevoke,
} from './grant-conditions.ts';
import { handedOver } from './handed-over.ts';
import { afterEditHba, beforeEditHba } from './hba-conditions.ts';
import { afterSetPassword, beforeSetPassword } from './password-conditions.ts';
import {
  afterAlterRole,
  afterCreateRole,
  afterDropRole,
  afterGrantMembership,
  afterRevokeMembership,
  beforeAlterRole,
  beforeCreateRole,
  beforeDropRole,
  beforeGrantMembership,
  beforeRevokeMembership,
} from './role-conditions.ts';
import { condition, nameSays } from './says.ts';
import { afterSchemaChange, beforeSchemaChange } from './schema-conditions.ts';
import { afterSetParameter, beforeSetParameter } from './setting-conditions.ts';

function extension(change: Extract<Change, { do: 'update-extension' }>, and: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname = ${literal(change.extension)}${and})`;
}

/** The policy that one of the same name takes the place of. */
function policyBefore(change: Change, inventory: Inventory): PolicyRow | undefined {
  if (change.do !== 'create-policy') return undefined;
  const { database, schema, name } = change.on;
  return databaseRows(inventory, database, 'policies').find(
    (row) => row.schema === schema && row.relation === name && row.name === change.policy,
  );
}

/** What has to hold before this change: whatever it names is there, and it is not yet as it will be. */
export function preconditionsOf(change: Change, inventory: Inventory): readonly Condition[] {
  const { versionNum } = inventory.server;
  switch (change.do) {
    case 'revoke':
      return beforeRevoke(change);
    case 'grant':
      return beforeGrant(change);
    case 'alter-owner':
      return beforeAlterOwner(change);
    case 'revoke-membership':
      return beforeRevokeMembership(change, versionNum);
    case 'grant-membership':
      return beforeGrantMembership(change);
    case 'create-role':
      return beforeCreateRole(change);
    case 'drop-role':
      return beforeDropRole(change.role);
    case 'create-object':
      return beforeCreateObject(change);
    case 'drop-object':
      return beforeDropObject(change);
    case 'alter-role':
      return beforeAlterRole(change);
    case 'set-password':
      return beforeSetPassword(change);
    case 'set-parameter':
      return beforeSetParameter(change);
    case 'default-privileges':
      return beforeDefaultPrivileges(change);
    case 'update-extension':
      return [condition(`extension ${nameSays(change.extension)} exists`, extension(change, ''))];
    case 'edit-hba':
      return beforeEditHba(clusterRows(inventory.cluster['hba-rules']));
    default:
      return beforeSchemaChange(change, policyBefore(change, inventory));
  }
}

/** Column grants that a table's REVOKE gives back and no other change of the plan takes away. */
function rebuilt(change: Extract<Change, { do: 'revoke' }>, inventory: Inventory, all: readonly Change[]) {
  const gone = (grant: Grant) =>
    all.some(
      (other) =>
        other.do === 'revoke' &&
        other.on.kind === 'column' &&
        other.on.database === change.on.database &&
        other.on.schema === change.on.schema &&
        other.on.name === change.on.name &&
        other.on.column === grant.column &&
        other.from === grant.grantee &&
        other.grantor === grant.grantor &&
        other.privileges.includes(grant.privilege),
    );
  return takenAlong(change, grantsOn(inventory, change.on)?.grants ?? []).filter((grant) => !gone(grant));
}

/**
 * What holds after this change and would not if the statement had silently changed nothing (PostgreSQL says so of few). `all` are
 * the changes of the same plan.
 */
export function postconditionsOf(
  change: Change,
  inventory: Inventory,
  all: readonly Change[],
): readonly Condition[] {
  const { versionNum } = inventory.server;
  switch (change.do) {
    case 'revoke': {
      const over = handedOver(change.on, inventory, all);
      const asked = over.revoke(change);
      // What the new owner had from the old one is part of its ownership, beside which it has the whole relation by right.
      const merged = asked.from === asked.grantor && change.from !== change.grantor;
      return afterRevoke(asked, rebuilt(change, inventory, all).map(over.grant), merged);
    }
    case 'grant':
      return afterGrant(change);
    case 'alter-owner':
      return afterAlterOwner(change);
    case 'revoke-membership':
      return afterRevokeMembership(change, versionNum);
    case 'grant-membership':
      return afterGrantMembership(change, versionNum);
    case 'create-role':
      return afterCreateRole(change);
    case 'drop-role':
      return afterDropRole(change.role);
    case 'create-object':
      return afterCreateObject(change);
    case 'drop-object':
      return afterDropObject(change);
    case 'alter-role':
      return afterAlterRole(change);
    case 'set-password':
      return afterSetPassword(change);
    case 'set-parameter':
      return afterSetParameter(change);
    case 'default-privileges':
      return afterDefaultPrivileges(change);
    case 'update-extension':
      return [
        condition(
          `extension ${nameSays(change.extension)} is at version ${nameSays(change.to)}`,
          extension(change, ` AND e.extversion = ${literal(change.to)}`),
        ),
      ];
    case 'edit-hba': {
      const foreseen = predict([change], inventory, null);
      return 'unknown' in foreseen ? [] : afterEditHba(clusterRows(foreseen.inventory.cluster['hba-rules']));
    }
    default:
      return afterSchemaChange(change, policyBefore(change, inventory));
  }
}
