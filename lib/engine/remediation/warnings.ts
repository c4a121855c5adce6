import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { hasPrivilegesIn } from './acting-grantor.ts';
import { granteeSays, nameSays, objectSays, roleSays } from './conditions/says.ts';
import { cutOffFromDatabase } from './cut-off-from-database.ts';
import { membershipsTaken } from './inverse/memberships.ts';
import { type Grant, grantsOn, takenAway } from './object-grants.ts';
import { passwordWarnings } from './password-warnings.ts';
import { clusterRows, databaseRows } from './prior.ts';
import { refusedByFile } from './refused-by-file.ts';
import { rowSecurityWarnings } from './row-security-consequence.ts';

type ChangeOf<Do extends Change['do']> = Extract<Change, { do: Do }>;

/** The first of many, and how many more there are: a sentence has to end. */
export function named(items: readonly string[], limit = 10): string {
  const rest = items.length - limit;
  return rest > 0 ? `${items.slice(0, limit).join(', ')} and ${rest} more` : items.join(', ');
}

const grantText = (grant: Grant) =>
  `${grant.privilege}${grant.column === null ? '' : ` (${nameSays(grant.column)})`} of ${granteeSays(grant.grantee)} granted by ${roleSays(grant.grantor)}`;

function revokeWarnings(
  change: ChangeOf<'revoke'>,
  inventory: Inventory,
  all: ReadonlySet<string>,
): readonly string[] {
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return [];
  const { dependent } = takenAway(
    change,
    prior.owner,
    prior.grants,
    hasPrivilegesIn(inventory, change.on.database),
  );
  const cascade =
    dependent.length === 0
      ? []
      : [
          `on ${objectSays(change.on)} the cascade takes along what ${granteeSays(change.from)} had passed on: ${named(dependent.map(grantText))}. The undo gives it back.`,
        ];
  const column = change.on.kind === 'column' ? (change.on.column ?? null) : null;
  const others = prior.grants.filter(
    (grant) =>
      change.privileges.includes(grant.privilege) &&
      (grant.column === null || grant.column === column) &&
      grant.grantee === change.from &&
      grant.grantor !== change.grantor &&
      !all.has(JSON.stringify([grant.grantee, grant.grantor, grant.privilege, objectSays(change.on)])) &&
      !dependent.includes(grant),
  );
  const stays =
    change.grantOptionOnly || others.length === 0
      ? []
      : [
          `on ${objectSays(change.on)} somebody else granted the same too, and that stays: ${named(others.map(grantText))}.`,
        ];
  return [...cascade, ...stays];
}

function membershipWarnings(change: ChangeOf<'revoke-membership'>, inventory: Inventory): readonly string[] {
  const rows = clusterRows(inventory.cluster.memberships);
  const { dependent } = membershipsTaken(change, rows, inventory.server.versionNum);
  if (dependent.length === 0) return [];
  const taken = dependent.map((row) => `${roleSays(row.member)} (granted by ${roleSays(row.grantor)})`);
  return [
    `the cascade takes along members of ${roleSays(change.role)} whom ${roleSays(change.member)} had let in: ${named(taken)}. The undo gives it back.`,
  ];
}

function sessionWarnings(change: ChangeOf<'alter-role'>, inventory: Inventory): readonly string[] {
  if (change.attributes.login !== false) return [];
  const section = inventory.cluster.sessions;
  if ('gap' in section) return [`whether ${roleSays(change.role)} is connected now was not read.`];
  const count = section.rows
    .filter((row) => row.role === change.role)
    .reduce((sum, row) => sum + row.count, 0);
  return count === 0
    ? []
    : [
        `${roleSays(change.role)} has ${count === 1 ? 'a session' : `${count} sessions`} now: it stays, and cannot come back.`,
      ];
}

/** Enabled triggers run as whoever makes a change, which may be somebody with more rights than the trigger's owner. */
function eventTriggerWarnings(
  changes: readonly Change[],
  inventory: Inventory,
  database: string | null,
): readonly string[] {
  const outside: readonly Change['do'][] = [
    'alter-role',
    'set-password',
    'create-role',
    'drop-role',
    'revoke-membership',
    'grant-membership',
    'set-parameter',
    'edit-hba',
  ];
  if (database === null || changes.every((change) => outside.includes(change.do))) return [];
  const enabled = databaseRows(inventory, database, 'event-triggers').filter((row) => row.enabled);
  if (enabled.length === 0) return [];
  const triggers = enabled.map(
    (row) =>
      `${nameSays(row.name)} (${nameSays(`${row.functionSchema}.${row.functionName}`)} of ${roleSays(row.functionOwner)})`,
  );
  return [`event triggers of this database fire, and run as whoever makes the change: ${named(triggers)}.`];
}

/** Without its files TLS fails open at a reload, and shut at a start (`secure_initialize` in the server's postmaster.c). */
function settingWarnings({ parameter, value, at }: ChangeOf<'set-parameter'>): readonly string[] {
  if (parameter.toLowerCase() !== 'ssl' || value !== 'on' || at.role !== undefined) return [];
  return [
    'ssl_cert_file and ssl_key_file have to be in place first: without them a reload leaves TLS off although SHOW ssl says on, and the next start of the server fails.',
  ];
}

function revokedSlots(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) =>
      change.do === 'revoke'
        ? change.privileges.map((privilege) =>
            JSON.stringify([change.from, change.grantor, privilege, objectSays(change.on)]),
          )
        : [],
    ),
  );
}

/** What goes along with these changes that no finding says: cascades, people cut off, triggers that fire. */
export function warningsOf(
  changes: readonly Change[],
  inventory: Inventory,
  database: string | null,
): readonly string[] {
  const slots = revokedSlots(changes);
  const single = changes.flatMap((change) => {
    switch (change.do) {
      case 'revoke':
        return revokeWarnings(change, inventory, slots);
      case 'revoke-membership':
        return membershipWarnings(change, inventory);
      case 'alter-role':
        return sessionWarnings(change, inventory);
      case 'set-password':
        return passwordWarnings(change, inventory, changes);
      case 'edit-hba':
        return refusedByFile(change, inventory);
      case 'set-parameter':
        return settingWarnings(change);
      default:
        return [];
    }
  });
  const together = [
    ...cutOffFromDatabase(changes, inventory),
    ...rowSecurityWarnings(changes, inventory),
    ...eventTriggerWarnings(changes, inventory, database),
  ];
  return [...new Set([...single, ...together])];
}
