import { type AclItem, effectiveAcl } from '../../analysis/acl.ts';
import { privilegesOf } from '../../analysis/acl-privileges.ts';
import { writeAcl } from '../../analysis/write-acl.ts';
import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import { type AclHolder, aclHolder } from './acl-holder.ts';
import { type AclWorld, bestGrantor, grantedAcl, revokedAcl } from './acl-update.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { Unpredictable } from './unpredictable.ts';

type Revoke = Extract<Change, { do: 'revoke' }>;
type Grant = Extract<Change, { do: 'grant' }>;

/** Roles as they stand, in the light of the database the statement runs in. */
export function aclWorld(draft: InventoryDraft, database: string | null): AclWorld {
  const { graph } = draft;
  const within = database ?? undefined;
  const isSuperuser = (role: string) => graph.roles.get(role)?.superuser === true;
  return {
    isSuperuser,
    hasPrivilegesOf: (member, role) => isSuperuser(member) || graph.reaches(member, role, 'inherit', within),
    inheritedBy: (role) => graph.inherits(role, within),
  };
}

const relationKinds = new Set([
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'column',
]);

const itemsOf = (holder: AclHolder, major: number): readonly AclItem[] =>
  effectiveAcl(holder.acl, holder.kind, holder.owner, major);

/** A list that says what holds without one vanishes from `pg_parameter_acl`; elsewhere it stays written out. */
function stored(holder: AclHolder, items: readonly AclItem[], major: number): readonly string[] | null {
  const text = writeAcl(items);
  if (holder.kind !== 'parameter') return text;
  const usual = writeAcl(effectiveAcl(null, 'parameter', holder.owner, major));
  return JSON.stringify([...text].sort()) === JSON.stringify([...usual].sort()) ? null : text;
}

/** In whose name the rendered statement acts (`render/grants.ts`): the owner's, or by SET ROLE the grantor's. */
function acting(change: Revoke | Grant, holder: AclHolder, draft: InventoryDraft): string {
  if (change.grantor !== holder.owner && !draft.graph.roles.has(change.grantor))
    throw new Unpredictable('the role that granted it is not in the snapshot');
  return change.grantor;
}

function columnRows(draft: InventoryDraft, on: ObjectRef): readonly ColumnRow[] {
  return draft
    .database(on.database, 'columns')
    .rows.filter((row) => row.schema === on.schema && row.relation === on.name);
}

const isSystem = (schema: string) => ['pg_catalog', 'information_schema', 'pg_toast'].includes(schema);

/** An emptied column list is NULL again, and a column of a system relation is read only while it has one. */
function setColumn(draft: InventoryDraft, on: ObjectRef, row: ColumnRow, items: readonly AclItem[]): void {
  const section = draft.database(on.database, 'columns');
  const text = writeAcl(items);
  if (text.length > 0) section.replace(row, { ...row, acl: text });
  else if (isSystem(row.schema)) section.remove((one) => one === row);
  else if (row.acl !== null) section.replace(row, { ...row, acl: null });
}

const columnItems = (row: ColumnRow, owner: string, major: number) =>
  effectiveAcl(row.acl, 'column', owner, major);

interface Statement {
  readonly draft: InventoryDraft;
  readonly world: AclWorld;
  readonly holder: AclHolder;
  readonly as: string;
  /** The relation's own list when the statement began: column grants look at it too. */
  readonly own: readonly AclItem[];
}

function revokeFrom(
  { world, holder, as }: Statement,
  items: readonly AclItem[],
  known: readonly AclItem[],
  change: Revoke,
  privileges: readonly Privilege[],
): readonly AclItem[] {
  const grantor = bestGrantor(known, as, holder.owner, privileges, world);
  const options = privileges.filter((privilege) => grantor.options.includes(privilege));
  const edit = {
    grantee: change.from,
    grantor: grantor.name,
    privileges: change.grantOptionOnly ? [] : options,
    options,
  };
  return revokedAcl(items, edit, holder.owner, world);
}

/** A table's REVOKE reaches into its columns (`ExecGrant_Relation`); what was granted there by itself is given back. */
function revokeFromColumns(statement: Statement, change: Revoke): void {
  const { draft, holder, world } = statement;
  const inside = change.privileges.filter((privilege) => privilegesOf('column').includes(privilege));
  if (inside.length === 0) return;
  for (const row of columnRows(draft, change.on)) {
    if (row.acl === null) continue;
    const items = columnItems(row, holder.owner, draft.major);
    const taken = revokeFrom(statement, items, [...statement.own, ...items], change, inside);
    const lost = items.find((item) => item.grantee === change.from && item.grantor === change.grantor);
    const back = lost?.privileges.filter((privilege) => inside.includes(privilege)) ?? [];
    if (back.length === 0 || change.grantOptionOnly) {
      setColumn(draft, change.on, row, taken);
      continue;
    }
    const options = back.filter((privilege) => lost?.grantable.includes(privilege));
    const grantor = bestGrantor([...statement.own, ...taken], statement.as, holder.owner, back, world).name;
    setColumn(
      draft,
      change.on,
      row,
      grantedAcl(taken, { grantee: change.from, grantor, privileges: back, options }, holder.owner, world),
    );
  }
}

function columnNamed(draft: InventoryDraft, on: ObjectRef): ColumnRow {
  const row = columnRows(draft, on).find((one) => one.name === on.column);
  if (!row) throw new Unpredictable('the column it is about is not in the snapshot');
  return row;
}

function statementOf(draft: InventoryDraft, change: Revoke | Grant, database: string | null): Statement {
  const holder = aclHolder(draft, change.on);
  return {
    draft,
    world: aclWorld(draft, database),
    holder,
    as: acting(change, holder, draft),
    own: itemsOf(holder, draft.major),
  };
}

export function predictRevoke(draft: InventoryDraft, change: Revoke, database: string | null): void {
  const statement = statementOf(draft, change, database);
  const { holder, own } = statement;
  if (change.on.kind === 'column') {
    const row = columnNamed(draft, change.on);
    const items = columnItems(row, holder.owner, draft.major);
    setColumn(
      draft,
      change.on,
      row,
      revokeFrom(statement, items, [...own, ...items], change, change.privileges),
    );
    return;
  }
  const left = revokeFrom(statement, own, own, change, change.privileges);
  holder.set({ acl: stored(holder, left, draft.major) });
  if (relationKinds.has(change.on.kind)) revokeFromColumns(statement, change);
}

export function predictGrant(draft: InventoryDraft, change: Grant, database: string | null): void {
  const statement = statementOf(draft, change, database);
  const { holder, own, world, as } = statement;
  const row = change.on.kind === 'column' ? columnNamed(draft, change.on) : null;
  const items = row ? columnItems(row, holder.owner, draft.major) : own;
  const grantor = bestGrantor(row ? [...own, ...items] : own, as, holder.owner, change.privileges, world);
  const given = change.privileges.filter((privilege) => grantor.options.includes(privilege));
  if (given.length === 0)
    throw new Unpredictable(`${change.grantor} holds none of it WITH GRANT OPTION, so the server refuses`);
  const edit = {
    grantee: change.to,
    grantor: grantor.name,
    privileges: given,
    options: change.withGrantOption ? given : [],
  };
  const next = grantedAcl(items, edit, holder.owner, world);
  if (row) setColumn(draft, change.on, row, next);
  else holder.set({ acl: stored(holder, next, draft.major) });
}
