import { databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import type { Privilege } from '../../engine/model/privilege.ts';
import { type OrGap, orGap } from '../snapshot/or-gap.ts';
import type { Page } from '../snapshot/page-of.ts';
import { type AccessQuery, objectIn } from './access-query.ts';
import {
  accessOfRole,
  accessToObject,
  heldByPublic,
  type KnownObjects,
  knownObjects,
  listObjects,
  type ObjectAccess,
  type ObjectName,
  type RoleAccess,
} from './list-access.ts';
import { listRoles, type RoleOverview } from './role-diagram.ts';

/** What the explorer shows: roles or objects to choose from, or the answer for the chosen one. */
export type Exploration =
  | { readonly show: 'roles'; readonly page: Page<RoleOverview> }
  | { readonly show: 'objects'; readonly page: Page<ObjectName> }
  | { readonly show: 'role'; readonly page: Page<ObjectAccess> }
  | {
      readonly show: 'object';
      readonly page: Page<RoleAccess>;
      readonly object: ObjectName;
      readonly everybody: readonly Privilege[];
    };

/** Kinds of objects that the answer knows nothing of, each with its gap; none where the question is about one object. */
export function unreadKinds(database: DatabaseFacts, query: AccessQuery): KnownObjects['gaps'] {
  const known = orGap(() => knownObjects(database).gaps);
  if (known.gap) return [];
  return known.value.filter(({ kind }) => query.kind.length === 0 || query.kind.includes(kind));
}

export function exploreAccess(database: DatabaseFacts, query: AccessQuery): OrGap<Exploration> {
  return orGap(() => {
    if (query.by === 'role') {
      const page = query.role === '' ? null : accessOfRole(database, query);
      if (page) return { show: 'role', page };
      return { show: 'roles', page: listRoles(database.cluster, { ...query, group: 'all' }).page };
    }
    const ref = objectIn({ ...query, database: database.name });
    const object = ref && databaseAccess(database).find(ref);
    if (!object) return { show: 'objects', page: listObjects(database, query) };
    const { kind, schema, name, column, signature } = object;
    // A column without a list of its own answers with its relation.
    return {
      show: 'object',
      page: accessToObject(database, object, query),
      object: { kind, schema, name, column, signature },
      everybody: heldByPublic(database, object),
    };
  });
}
