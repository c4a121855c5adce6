import { type AclItem, type DroppedRole, effectiveAcl } from '../analysis/acl.ts';
import type { AclText } from '../inventory/acl-text.ts';
import type { Inventory, Section } from '../inventory/inventory.ts';
import { readingNeeds } from '../inventory/reading-needs.ts';
import { redacted } from '../inventory/redact.ts';
import type { DatabaseSections, SectionName } from '../inventory/section-name.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Change } from '../model/change.ts';
import type { GrantableKind, ObjectRef } from '../model/object-ref.ts';
import { defaultAclKinds } from './default-acl-kinds.ts';
import { columnsWithAcl, databaseRows, majorOf, priorAcl, relationKinds, rowNamed } from './prior.ts';

/** One thing a change touches: what it is, and how it stands now (`null`: it is not there). */
export interface TouchedState {
  readonly what: readonly (string | null)[];
  readonly state: unknown;
}

/** Why a state cannot be told; fails closed all the way up. */
export class UnknownState extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnknownState';
  }
}

/** Rows of a section of the cluster. Throws `UnknownState` where it was not read. */
export function clusterSection<Row>(section: Section<Row>): readonly Row[] {
  if ('gap' in section) {
    const { input, reason } = section.gap;
    const needs = readingNeeds(input);
    const takes = needs.length === 0 ? '' : `; the role that connects needs ${needs.join(', ')}`;
    throw new UnknownState(`${input} was not read: ${reason}${takes}`);
  }
  return section.rows;
}

/** Whether every section needed was read. Throws `UnknownState` where one was not. */
export function requireRead(
  inventory: Inventory,
  database: string | null,
  names: readonly SectionName[],
): void {
  const within = inventory.databases.find((one) => one.name === database);
  for (const name of names) {
    const section: Section<unknown> | undefined =
      name in inventory.cluster
        ? inventory.cluster[name as keyof Inventory['cluster']]
        : within?.sections[name as keyof DatabaseSections];
    if (section === undefined) throw new UnknownState(`database ${database ?? '(none named)'} was not read`);
    clusterSection(section);
  }
}

const roleOrDropped = (role: string | null | DroppedRole): unknown =>
  role !== null && typeof role === 'object' ? [role.droppedOid] : role;

/** Entries that say the same in one order: a NULL list as the default it stands for, no empty entries. */
function entries(items: readonly AclItem[]): readonly unknown[] {
  return items
    .filter((item) => item.privileges.length > 0)
    .map((item) => [
      roleOrDropped(item.grantee),
      roleOrDropped(item.grantor),
      [...item.privileges].sort(),
      [...item.grantable].sort(),
    ])
    .sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

export function aclState(acl: AclText, kind: GrantableKind, owner: string, inventory: Inventory): unknown {
  return entries(effectiveAcl(acl, kind, owner, majorOf(inventory)));
}

const keyOfObject = ({ kind, database, schema, name, signature }: ObjectRef): readonly (string | null)[] => [
  kind,
  database ?? null,
  schema ?? null,
  name ?? null,
  signature ?? null,
];

/** Owner and privileges of an object, those of its columns included: what GRANT, REVOKE and OWNER TO change. */
export function objectState(on: ObjectRef, inventory: Inventory): TouchedState {
  const ofRelation = relationKinds.includes(on.kind);
  const { column: _, ...relation } = on;
  const object: ObjectRef = on.kind === 'column' ? { ...relation, kind: 'table' } : on;
  const row = ofRelation
    ? rowNamed(databaseRows(inventory, on.database, 'relations'), on.schema, on.name)
    : undefined;
  // A column's object does not say whether its relation is a table or a view: the relation itself does.
  const what = ['object', ...keyOfObject(row ? { ...object, kind: row.kind } : object)];
  const prior = priorAcl(inventory, on);
  if (prior === null) return { what, state: null };
  const kind = (row?.kind ?? object.kind) as GrantableKind;
  const columns = ofRelation
    ? columnsWithAcl(inventory, on)
        .map((one) => [one.name, aclState(one.acl, 'column', prior.owner, inventory)] as const)
        .filter(([, list]) => Array.isArray(list) && list.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
    : [];
  return {
    what,
    state: { owner: prior.owner, acl: aclState(prior.acl, kind, prior.owner, inventory), columns },
  };
}

/** Row security of a table: its switches and every policy on it. */
export function rowSecurityState(on: ObjectRef, inventory: Inventory): TouchedState {
  const row = rowNamed(databaseRows(inventory, on.database, 'relations'), on.schema, on.name);
  const policies = databaseRows(inventory, on.database, 'policies')
    .filter((one) => one.schema === on.schema && one.relation === on.name)
    .map(({ schema: _, relation: __, ...policy }) => policy)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    what: ['row-security', on.database ?? null, on.schema ?? null, on.name ?? null],
    state: row
      ? { owner: row.owner, enabled: row.rowSecurity, forced: row.forceRowSecurity, policies }
      : null,
  };
}

/** What new objects of this kind of this role get: the global entry and those of every schema. */
export function defaultPrivilegesState(
  change: Extract<Change, { do: 'default-privileges' }>,
  database: string | null,
  inventory: Inventory,
): TouchedState {
  const lists = databaseRows(inventory, database ?? undefined, 'default-acls')
    .filter((row) => row.role === change.forRole && row.objects === change.objects)
    .map(
      (row) =>
        [row.schema, aclState(row.acl, defaultAclKinds[change.objects], change.forRole, inventory)] as const,
    )
    .filter(([schema, list]) => schema === null || (Array.isArray(list) && list.length > 0));
  const global =
    lists.find(([schema]) => schema === null)?.[1] ??
    aclState(null, defaultAclKinds[change.objects], change.forRole, inventory);
  const inSchemas = lists
    .filter(([schema]) => schema !== null)
    .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1));
  return {
    what: ['default-privileges', database, change.forRole, change.objects],
    state: { global, inSchemas },
  };
}

/** A value that Postern hides is one it cannot compare. */
export function compared(value: string | null, what: string): string | null {
  if (value?.includes(redacted))
    throw new UnknownState(`the value of ${what} may be a secret and is not kept`);
  return value;
}
