import { databaseAccess, type GrantableRef } from '../../analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../analysis/facts.ts';
import { columnsWithAcl } from '../../analysis/relation-index.ts';
import { type RoleGraph, roleGraph } from '../../analysis/role-graph.ts';
import type { Change } from '../../model/change.ts';
import type { GrantableKind, ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { declarationsOf } from '../../policy/declared-role.ts';
import type { Policy } from '../../policy/policy.ts';
import { isTenantHelper } from '../../policy/tenant-helper.ts';
import { keptColumns } from '../columns/open-columns.ts';
import { ownRoutines } from '../routines/own-routines.ts';
import { covers, isAllowed } from './allowed-by-policy.ts';
import { relationNamed } from './by-relation.ts';
import { columnRef, isSystemSchema, relationRef, routineKind, routineRef } from './database-object.ts';
import {
  entriesOf,
  type GrantEntry,
  grantEntries,
  grantEntriesIn,
  privilegesIn,
  revocations,
} from './grant-entry.ts';

export interface BaselineObject {
  readonly on: ObjectRef & { readonly kind: GrantableKind };
  readonly owner: string;
  readonly entries: readonly GrantEntry[];
  /** Where a missing privilege is the point: not on partitions and views, which are reached in other ways. */
  readonly wantsGrants: boolean;
}

/**
 * What `may` can speak about in one database: the customer's schemas, relations and routines, and of their columns those that were
 * granted by themselves, which the privileges of their table do not show.
 */
export function baselineObjects(facts: DatabaseFacts): BaselineObject[] {
  const database = facts.name;
  const ref = (on: ObjectRef, kind: GrantableKind) => ({ ...on, kind });
  return [
    ...facts
      .read('schemas')
      .filter((row) => !isSystemSchema(row.name))
      .map((row) => ({
        on: { kind: 'schema' as const, database, name: row.name },
        owner: row.owner,
        entries: grantEntries(row.acl, 'schema', row.owner),
        wantsGrants: true,
      })),
    ...facts
      .read('relations')
      .filter((row) => !isSystemSchema(row.schema) && row.extension === null)
      .map((row) => ({
        on: ref(relationRef(database, row), row.kind),
        owner: row.owner,
        entries: grantEntriesIn(facts.cluster, row),
        wantsGrants: !row.isPartition && row.kind !== 'view' && row.kind !== 'materialized-view',
      })),
    ...columnsWithAcl(facts).flatMap((row): BaselineObject[] => {
      const relation = relationNamed(facts, row.schema, row.relation);
      if (relation === undefined || isSystemSchema(row.schema) || relation.extension !== null) return [];
      const entries = grantEntries(row.acl, 'column', relation.owner);
      return [
        { on: ref(columnRef(database, row), 'column'), owner: relation.owner, entries, wantsGrants: false },
      ];
    }),
    ...ownRoutines(facts).map((row) => ({
      on: ref(routineRef(database, row), routineKind(row.kind)),
      owner: row.owner,
      entries: grantEntries(row.acl, routineKind(row.kind), row.owner),
      wantsGrants: row.returnType !== 'trigger' && row.returnType !== 'event_trigger',
    })),
  ];
}

export interface Difference {
  readonly missing: readonly Privilege[];
  readonly extra: readonly Privilege[];
  /** Roles through which it inherits what is extra. */
  readonly through: readonly string[];
  /** What of the extra it was granted by name. */
  readonly byName: readonly Privilege[];
  /** `null` where it takes more than grants and revokes on this object. */
  readonly changes: readonly Change[] | null;
}

/** Whether some column of the table is kept from the role: then it holds columns, and the whole table is not missing. */
const keepsColumns = (policy: Policy, role: string, { on }: BaselineObject) =>
  keptColumns(policy, on, role).size > 0;

/** Whether the classification names the role, or one whose rights it has, as a reader of the column: that is a permission too. */
function isReader(policy: Policy, role: string, { on }: BaselineObject, graph: RoleGraph): boolean {
  if (on.kind !== 'column') return false;
  return (policy.classification ?? []).some(
    (entry) =>
      entry.database === on.database &&
      entry.schema === on.schema &&
      entry.table === on.name &&
      entry.column === on.column &&
      (entry.class === 'public' ||
        entry.readers?.some((reader) => graph.reaches(role, reader, 'inherit', on.database ?? ''))),
  );
}

/** USAGE on a schema goes without saying for whoever may use something in it. */
function schemaIsImplied(policy: Policy, role: string, { on }: BaselineObject): boolean {
  return declarationsOf(policy, role).some((declared) =>
    declared.may?.some(
      (permission) =>
        permission.objects !== 'schemas' &&
        (permission.schema === undefined || permission.schema === on.name),
    ),
  );
}

/**
 * How what a role has on one object, by name or through roles it inherits, differs from what the policy says it may. What
 * PUBLIC has, and what the owner and predefined roles have, is judged by other controls.
 */
export function differenceOn(
  facts: DatabaseFacts,
  policy: Policy,
  role: string,
  object: BaselineObject,
): Difference {
  const { on, owner, entries } = object;
  const access = databaseAccess(facts);
  const graph = roleGraph(facts.cluster);
  const may = (privilege: Privilege) =>
    isAllowed(policy, role, privilege, on) ||
    (privilege === 'EXECUTE' && isTenantHelper(policy, role, on)) ||
    (privilege === 'SELECT' && isReader(policy, role, object, graph)) ||
    (on.kind === 'schema' && privilege === 'USAGE' && schemaIsImplied(policy, role, object));
  const stated = declarationsOf(policy, role)
    .flatMap((declared) => declared.may ?? [])
    .filter((permission) => covers(permission, on))
    .flatMap((permission) => permission.privileges);
  const ref: GrantableRef = on;
  const exists = access.privilegesOf(on.kind);
  const inherits = (grantee: Grantee) =>
    grantee === null || graph.reaches(role, grantee, 'inherit', facts.name);
  // Most of what is stated stands in the list itself: whoever holds it by ownership or a predefined role is asked of access.
  const holds = (privilege: Privilege) =>
    entries.some((entry) => entry.privileges.includes(privilege) && inherits(entry.grantee)) ||
    access.has(role, ref, privilege);
  const missing = object.wantsGrants
    ? [...new Set(stated)]
        .filter((privilege) => exists.includes(privilege) && !holds(privilege))
        .filter((privilege) => !(privilege === 'SELECT' && keepsColumns(policy, role, object)))
        .sort()
    : [];
  const extras = entries
    .filter(({ grantee }) => grantee !== null && grantee !== owner && inherits(grantee))
    .map((entry) => ({ ...entry, privileges: entry.privileges.filter((privilege) => !may(privilege)) }))
    .filter((entry) => entry.privileges.length > 0);
  const through = [
    ...new Set(extras.flatMap(({ grantee }) => (grantee === null || grantee === role ? [] : [grantee]))),
  ].sort();
  const grants: Change[] =
    missing.length === 0 ? [] : [{ do: 'grant', privileges: missing, on, to: role, grantor: owner }];
  return {
    missing,
    extra: [...new Set(extras.flatMap((entry) => entry.privileges))].sort(),
    through,
    byName: privilegesIn(entriesOf(extras, role)),
    changes: through.length > 0 ? null : [...grants, ...revocations(on, entriesOf(extras, role))],
  };
}
