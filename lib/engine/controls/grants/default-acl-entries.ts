import type { ClusterFacts } from '../../analysis/facts.ts';
import type { DefaultAclRow } from '../../inventory/sections/default-acls.ts';
import type { DefaultPrivilegeObjects } from '../../model/change.ts';
import type { GrantableKind } from '../../model/object-ref.ts';
import { type GrantEntry, grantEntriesIn } from './grant-entry.ts';

const kinds: Readonly<Record<DefaultPrivilegeObjects, GrantableKind>> = {
  TABLES: 'table',
  SEQUENCES: 'sequence',
  FUNCTIONS: 'function',
  TYPES: 'type',
  SCHEMAS: 'schema',
  'LARGE OBJECTS': 'large-object',
};

/** The kind of object that default privileges on these are for. */
export const objectKind = (objects: DefaultPrivilegeObjects): GrantableKind => kinds[objects];

/** What objects of this kind are created with, the role's own rights included. */
export function defaultAclEntries(cluster: ClusterFacts, row: DefaultAclRow): readonly GrantEntry[] {
  return grantEntriesIn(cluster, { acl: row.acl, kind: kinds[row.objects], owner: row.role });
}

/** Whether what PUBLIC has in it may be the built-in default: a global entry repeats that, one of a schema only adds. */
export function givesBuiltIn({ schema, objects }: DefaultAclRow): boolean {
  return schema === null && (objects === 'FUNCTIONS' || objects === 'TYPES');
}
