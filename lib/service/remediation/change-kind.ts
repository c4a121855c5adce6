import type { Change } from '../../engine/model/change.ts';

/** What the approval rules tell changes apart by. */
export const changeKinds = [
  'grants',
  'memberships',
  'roles',
  'rows',
  'objects',
  'settings',
  'server',
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** What each kind means, for the page of the rules. */
export const changeKindMeanings: Readonly<Record<ChangeKind, string>> = {
  grants: 'Privileges on objects, and default privileges',
  memberships: 'Who is a member of which role',
  roles: 'Roles, their attributes and their passwords',
  rows: 'Row security and its policies',
  objects: 'Objects themselves: owners, views, routines, extensions, triggers',
  settings: 'Parameters of a role or a database',
  server: 'Parameters of the whole server, and who may connect (pg_hba.conf)',
};

const kindOfDo: Readonly<Record<Change['do'], ChangeKind>> = {
  revoke: 'grants',
  grant: 'grants',
  'default-privileges': 'grants',
  'revoke-membership': 'memberships',
  'grant-membership': 'memberships',
  'create-role': 'roles',
  'drop-role': 'roles',
  'alter-role': 'roles',
  'row-security': 'rows',
  'create-policy': 'rows',
  'drop-policy': 'rows',
  'set-view-option': 'objects',
  'routine-search-path': 'objects',
  'routine-security': 'objects',
  'routine-leakproof': 'objects',
  'alter-owner': 'objects',
  'create-object': 'objects',
  'drop-object': 'objects',
  'update-extension': 'objects',
  'set-password': 'roles',
  'set-parameter': 'settings',
  'edit-hba': 'server',
};

export function changeKindOf(change: Change): ChangeKind {
  if (change.do === 'set-parameter' && change.at.role === undefined && change.at.database === undefined)
    return 'server';
  return kindOfDo[change.do];
}

/** The kinds of a script, each once, in the order of `changeKinds`. */
export function changeKindsOf(changes: readonly Change[]): readonly ChangeKind[] {
  const found = new Set(changes.map(changeKindOf));
  return changeKinds.filter((kind) => found.has(kind));
}
