import type { GrantableKind } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';

const relation: readonly Privilege[] = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
];
const relationSince17: readonly Privilege[] = [...relation, 'MAINTAIN'];

/** Every privilege that exists for a kind of object, from documentation 5.8, table 5.2, except relations (see below). */
const byKind = {
  database: ['CREATE', 'CONNECT', 'TEMPORARY'],
  schema: ['CREATE', 'USAGE'],
  sequence: ['SELECT', 'UPDATE', 'USAGE'],
  column: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
  function: ['EXECUTE'],
  procedure: ['EXECUTE'],
  type: ['USAGE'],
  language: ['USAGE'],
  'foreign-data-wrapper': ['USAGE'],
  'foreign-server': ['USAGE'],
  tablespace: ['CREATE'],
  parameter: ['SET', 'ALTER SYSTEM'],
  'large-object': ['SELECT', 'UPDATE'],
} as const satisfies { readonly [Kind in GrantableKind]?: readonly Privilege[] };

/** What the built-in default gives to PUBLIC: nothing where a kind is not named. */
export const publicDefaults: { readonly [Kind in GrantableKind]?: readonly Privilege[] } = {
  database: ['CONNECT', 'TEMPORARY'],
  function: ['EXECUTE'],
  procedure: ['EXECUTE'],
  type: ['USAGE'],
  language: ['USAGE'],
};

/** The privileges that exist for this kind on this major (MAINTAIN since 17). */
export function privilegesOf(kind: GrantableKind, major = 18): readonly Privilege[] {
  switch (kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
    case 'partitioned-table':
      return major >= 17 ? relationSince17 : relation;
    default:
      return byKind[kind];
  }
}
