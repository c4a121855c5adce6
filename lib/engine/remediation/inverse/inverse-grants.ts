import { effectiveAcl } from '../../analysis/acl.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import { actsAsOwner, hasPrivilegesIn } from '../acting-grantor.ts';
import { defaultAclKinds } from '../default-acl-kinds.ts';
import { giveBack, grantsOn, takenAway } from '../object-grants.ts';
import type { PlannedStatement } from '../plan.ts';
import { databaseRows, majorOf, relationKinds, wasRead } from '../prior.ts';
import { renderChange } from '../render/render-change.ts';
import { type ChangeOf, type Inverse, unknownState } from './inverse-of-change.ts';

const onRelation = ({ kind }: ObjectRef) => relationKinds.includes(kind) && kind !== 'sequence';

/** A table's REVOKE and its change of owner reach into column privileges: unread ones could not be given back. */
const unreadColumns = (on: ObjectRef, inventory: Inventory): Inverse | null =>
  onRelation(on) && !wasRead(inventory, on.database, 'columns')
    ? unknownState('the column privileges')
    : null;

export function afterRevoke(change: ChangeOf<'revoke'>, inventory: Inventory): Inverse {
  const unread = unreadColumns(change.on, inventory);
  if (unread) return unread;
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return unknownState('the privileges');
  const hasPrivilegesOf = hasPrivilegesIn(inventory, change.on.database);
  const { direct, dependent } = takenAway(change, prior.owner, prior.grants, hasPrivilegesOf);
  const back = giveBack(change.on, [...direct, ...dependent]);
  const asOwner = back.find((grant) => actsAsOwner(grant, inventory));
  if (asOwner)
    return {
      irreversible: `${asOwner.grantor} has the privileges of the owner ${prior.owner} by now, so that what it had granted would come back as the owner's`,
    };
  return { statements: back.flatMap((grant) => renderChange(grant, inventory)) };
}

export function afterGrant(change: ChangeOf<'grant'>, inventory: Inventory): Inverse {
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return unknownState('the privileges');
  const column = change.on.kind === 'column' ? (change.on.column ?? null) : null;
  const had = prior.grants.filter(
    (one) => one.grantee === change.to && one.grantor === change.grantor && one.column === column,
  );
  const fresh = change.privileges.filter((privilege) => !had.some((one) => one.privilege === privilege));
  const upgraded = change.withGrantOption
    ? change.privileges.filter((privilege) =>
        had.some((one) => one.privilege === privilege && !one.grantable),
      )
    : [];
  const revoke = { do: 'revoke', on: change.on, from: change.to, grantor: change.grantor } as const;
  return {
    statements: [
      ...(fresh.length > 0 ? renderChange({ ...revoke, privileges: fresh }, inventory) : []),
      ...(upgraded.length > 0
        ? renderChange({ ...revoke, privileges: upgraded, grantOptionOnly: true }, inventory)
        : []),
    ],
  };
}

/** Moving an object hands its old owner's grants to the new one; what the new owner already held has to be granted again. */
export function afterAlterOwner(change: ChangeOf<'alter-owner'>, inventory: Inventory): Inverse {
  const unread = unreadColumns(change.on, inventory);
  if (unread) return unread;
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return unknownState('the owner');
  const merged = prior.grants.filter((one) => one.grantee === change.to);
  return {
    statements: [
      ...renderChange({ ...change, to: prior.owner }, inventory),
      ...giveBack(change.on, merged).flatMap((grant) => renderChange(grant, inventory)),
    ],
  };
}

export function afterDefaultPrivileges(
  change: ChangeOf<'default-privileges'>,
  inventory: Inventory,
  database: string | null,
): Inverse {
  if (!wasRead(inventory, database ?? undefined, 'default-acls'))
    return unknownState('the default privileges');
  const rows = databaseRows(inventory, database ?? undefined, 'default-acls');
  const row = rows.find(
    (one) => one.role === change.forRole && one.schema === change.inSchema && one.objects === change.objects,
  );
  // Without a row the built-in default holds globally, and nothing is added per schema.
  const acl = row ? row.acl : change.inSchema === null ? null : [];
  const items = effectiveAcl(acl, defaultAclKinds[change.objects], change.forRole, majorOf(inventory)).filter(
    (item) => item.grantee === change.grantee,
  );
  const isHeld = (privilege: Privilege) => items.some((item) => item.privileges.includes(privilege));
  const isGrantable = (privilege: Privilege) => items.some((item) => item.grantable.includes(privilege));
  const back = (
    action: 'grant' | 'revoke',
    privileges: readonly Privilege[],
    option: boolean,
  ): readonly PlannedStatement[] => {
    if (privileges.length === 0) return [];
    const { withGrantOption: _, ...same } = change;
    return renderChange(
      { ...same, action, privileges, ...(option ? { withGrantOption: true } : {}) },
      inventory,
    );
  };
  const held = change.privileges.filter(isHeld);
  if (change.action === 'revoke')
    return {
      statements: [
        ...back(
          'grant',
          held.filter((privilege) => !isGrantable(privilege)),
          false,
        ),
        ...back('grant', held.filter(isGrantable), true),
      ],
    };
  const upgraded = change.withGrantOption ? held.filter((privilege) => !isGrantable(privilege)) : [];
  return {
    statements: [
      ...back(
        'revoke',
        change.privileges.filter((privilege) => !isHeld(privilege)),
        false,
      ),
      // Taking only the option has no form of its own here: what is left is given again without it.
      ...back('revoke', upgraded, false),
      ...back('grant', upgraded, false),
    ],
  };
}
