import { createHash } from 'node:crypto';
import { UnreadSection } from '../analysis/unread-section.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { databaseRows, rowNamed } from './prior.ts';
import { touchedSections } from './touched-sections.ts';
import {
  clusterSection,
  compared,
  defaultPrivilegesState,
  objectState,
  requireRead,
  rowSecurityState,
  type TouchedState,
  UnknownState,
} from './touched-state.ts';

/** SHA-256, hex, over a state; or why the state cannot be told, which is never taken for an unchanged one. */
export type StateDigest = { readonly digest: string } | { readonly unknown: string };

function settingState(change: Extract<Change, { do: 'set-parameter' }>, inventory: Inventory): TouchedState {
  const { role, database } = change.at;
  const { parameter } = change;
  const what = ['setting', parameter.toLowerCase(), role ?? null, database ?? null];
  const same = (name: string) => name.toLowerCase() === parameter.toLowerCase();
  if (role !== undefined || database !== undefined) {
    const row = clusterSection(inventory.cluster['role-settings']).find(
      (one) => one.role === (role ?? null) && one.database === (database ?? null) && same(one.parameter),
    );
    return { what, state: row ? compared(row.value, parameter) : null };
  }
  const row = [
    ...clusterSection(inventory.cluster.settings),
    ...clusterSection(inventory.cluster['protected-settings']),
  ].find((one) => same(one.name));
  if (row === undefined) return { what, state: null };
  // A value of the reading role's own hides the server's (settings.ts).
  const ownSources = ['database', 'user', 'database user', 'client', 'session'];
  if (ownSources.includes(row.source))
    throw new UnknownState(
      `the reading role has a value of its own for ${parameter}, which hides the server’s`,
    );
  return { what, state: { value: compared(row.value, parameter), pendingRestart: row.pendingRestart } };
}

function roleState(role: string, inventory: Inventory): TouchedState {
  const row = clusterSection(inventory.cluster.roles).find((one) => one.name === role);
  if (row === undefined) return { what: ['role', role], state: null };
  // Whether it is over changes by itself, and a comment says nothing of rights.
  const { oid, expired: _, comment: __, ...attributes } = row;
  return {
    what: ['role', role],
    state: { ...attributes, oid, validUntil: attributes.validUntil ?? 'infinity' },
  };
}

/** How it is stored, which is all that may be known: a password set by somebody else since, as SCRAM, is another state. */
function passwordState(role: string, inventory: Inventory): TouchedState {
  const row = clusterSection(inventory.cluster['password-kinds']).find((one) => one.role === role);
  return { what: ['password', role], state: row ? [row.kind, row.iterations] : null };
}

function membershipState(role: string, inventory: Inventory): TouchedState {
  const rows = clusterSection(inventory.cluster.memberships)
    .filter((one) => one.role === role)
    .map((one) => canonicalJson(one))
    .sort();
  return { what: ['memberships', role], state: rows };
}

function routineState(
  on: Extract<Change, { do: 'routine-security' }>['on'],
  inventory: Inventory,
): TouchedState {
  const row = rowNamed(databaseRows(inventory, on.database, 'routines'), on.schema, on.name, on.signature);
  return {
    what: ['routine', on.database ?? null, on.schema ?? null, on.name ?? null, on.signature ?? null],
    state: row
      ? {
          owner: row.owner,
          securityDefiner: row.securityDefiner,
          leakproof: row.leakproof,
          config: row.config.map((one) => compared(one, `a parameter of ${row.name}`)).sort(),
        }
      : null,
  };
}

/** A trigger has no state beyond being there and calling something; everything else is an object with an owner and an ACL. */
function madeState(on: ObjectRef, inventory: Inventory): TouchedState {
  if (on.kind !== 'trigger') return objectState(on, inventory);
  const row = databaseRows(inventory, on.database, 'triggers').find(
    (one) => one.schema === on.schema && one.relation === on.relation && one.name === on.name,
  );
  const what = ['trigger', on.database ?? null, on.schema ?? null, on.relation ?? null, on.name ?? null];
  return { what, state: row ?? null };
}

function stateOf(change: Change, inventory: Inventory, database: string | null): readonly TouchedState[] {
  switch (change.do) {
    case 'revoke':
    case 'grant':
    case 'alter-owner':
      return [objectState(change.on, inventory)];
    case 'revoke-membership':
    case 'grant-membership':
      return [membershipState(change.role, inventory)];
    case 'create-object':
    case 'drop-object':
      return [madeState(change.on, inventory)];
    case 'create-role':
    case 'drop-role':
    case 'alter-role':
      return [roleState(change.role, inventory)];
    case 'set-password':
      return [roleState(change.role, inventory), passwordState(change.role, inventory)];
    case 'set-parameter':
      return [settingState(change, inventory)];
    case 'row-security':
    case 'create-policy':
    case 'drop-policy':
      return [rowSecurityState(change.on, inventory)];
    case 'set-view-option': {
      const { on } = change;
      const row = rowNamed(databaseRows(inventory, on.database, 'relations'), on.schema, on.name);
      const what = ['view', on.database ?? null, on.schema ?? null, on.name ?? null];
      return [{ what, state: row ? { owner: row.owner, options: [...row.options].sort() } : null }];
    }
    case 'routine-search-path':
    case 'routine-security':
    case 'routine-leakproof':
      return [routineState(change.on, inventory)];
    case 'default-privileges':
      return [defaultPrivilegesState(change, database, inventory)];
    case 'update-extension': {
      const row = databaseRows(inventory, change.database, 'extensions').find(
        (one) => one.name === change.extension,
      );
      return [{ what: ['extension', change.database, change.extension], state: row?.version ?? null }];
    }
    case 'edit-hba':
      return [hbaState(inventory)];
  }
}

function hbaState(inventory: Inventory): TouchedState {
  const rules = clusterSection(inventory.cluster['hba-rules']).map(
    ({ line: _, changedSinceLoad: __, ...rule }) => ({
      ...rule,
      options: rule.options.map((option) => compared(option, 'an option of a rule')),
    }),
  );
  return { what: ['pg_hba'], state: rules };
}

function databaseOfChange(change: Change, database: string | null): string | null {
  if ('on' in change) return change.on.database ?? database;
  return change.do === 'update-extension' ? change.database : database;
}

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/**
 * The present state of exactly the objects these changes touch, as one digest: equal whichever role read it, different as
 * soon as one of them was altered since. `database` is where the changes run; default privileges do not name it themselves.
 */
export function stateFingerprint(
  changes: readonly Change[],
  inventory: Inventory,
  database: string | null,
): StateDigest {
  if (changes.length === 0) return { unknown: 'there is no change whose objects could be looked at' };
  try {
    for (const change of changes)
      requireRead(inventory, databaseOfChange(change, database), touchedSections([change]));
    const states = new Map(
      changes
        .flatMap((change) => stateOf(change, inventory, database))
        .map(({ what, state }) => [canonicalJson(what), state]),
    );
    const ordered = [...states].sort(([a], [b]) => (a < b ? -1 : 1));
    return { digest: sha256({ version: 1, states: ordered }) };
  } catch (error) {
    if (error instanceof UnknownState || error instanceof UnreadSection) return { unknown: error.message };
    throw error;
  }
}

/**
 * The event triggers that would fire in this database, as one digest: they run as whoever makes a change. Unknown for
 * snapshots of before their functions' text was digested.
 */
export function eventTriggersDigest(inventory: Inventory, database: string | null): StateDigest {
  if (database === null) return { digest: sha256({ version: 1, triggers: [] }) };
  const section = inventory.databases.find((one) => one.name === database)?.sections['event-triggers'];
  if (section === undefined) return { unknown: `database ${database} was not read` };
  if ('gap' in section) return { unknown: `event triggers were not read: ${section.gap.reason}` };
  const enabled = section.rows.filter((row) => row.enabled);
  if (enabled.some((row) => row.functionDigest === undefined))
    return { unknown: 'the snapshot does not hold what the functions of its event triggers do' };
  const triggers = [...enabled].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { digest: sha256({ version: 1, triggers }) };
}
