import { type AccessObject, familyOf } from '../../engine/analysis/access-object.ts';
import { type AclItem, effectiveAcl } from '../../engine/analysis/acl.ts';
import { type DatabaseAccess, databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import { type DatabaseFacts, factsOf } from '../../engine/analysis/facts.ts';
import { memo } from '../../engine/analysis/memo.ts';
import { hasBit, members } from '../../engine/analysis/role-graph-closure.ts';
import { writeAcl } from '../../engine/analysis/write-acl.ts';
import type { Privilege } from '../../engine/model/privilege.ts';
import { withoutMembership, withoutPrivilege } from '../../engine/remediation/predict/without-grant.ts';
import { knownObjects, type ObjectName } from './list-access.ts';

/** One grant that could go. */
export type Removable =
  | {
      readonly id: string;
      readonly what: 'privilege';
      /** Null is PUBLIC. */
      readonly grantee: string | null;
      readonly grantor: string;
      /** Where it stands: the relation, for a column that has it from there. */
      readonly onRelation: boolean;
    }
  | { readonly id: string; readonly what: 'membership'; readonly role: string; readonly member: string };

/** Who loses what. */
export interface Loss extends ObjectName {
  readonly role: string;
  readonly privilege: Privilege;
  /** `now`: it loses it altogether. `to-set-role`: a SET ROLE still gets it there. `set-role`: it could only get it by SET ROLE, and cannot any more. */
  readonly loses: 'now' | 'to-set-role' | 'set-role';
}

export interface WhatIf {
  readonly removed: Removable;
  /** The first of them. */
  readonly losses: readonly Loss[];
  readonly total: number;
  /** Grants that hang on it and go with it: REVOKE … CASCADE. */
  readonly alongside: number;
  /** Kinds of objects that could not be looked at: more may be lost there. */
  readonly unread: readonly string[];
}

const shownLosses = 200;

/** The grants behind one answer that can be taken out: entries of the list, and the memberships on the paths. */
export function listRemovable(
  database: DatabaseFacts,
  object: AccessObject,
  privilege: Privilege,
  paths: readonly { readonly via: readonly string[] }[],
  role: string,
): readonly Removable[] {
  const found = new Map<string, Removable>();
  const onWay = new Set([role, ...paths.flatMap(({ via }) => via.map((word) => word.replace(/^role /, '')))]);
  const entries = (of: AccessObject, onRelation: boolean) => {
    itemsOf(database, of).forEach((item, at) => {
      const { grantee, grantor } = item;
      if (typeof grantee === 'object' && grantee !== null) return;
      if (!item.privileges.includes(privilege) || (grantee !== null && !onWay.has(grantee))) return;
      if (grantee === of.owner) return;
      const id = `${onRelation ? 'relation' : 'object'}:${at}`;
      const by = typeof grantor === 'string' ? grantor : `role ${grantor.droppedOid}`;
      found.set(id, { id, what: 'privilege', grantee, grantor: by, onRelation });
    });
  };
  entries(object, false);
  if (object.relation) entries(object.relation, true);
  for (const row of database.cluster.read('memberships')) {
    if (!onWay.has(row.member) || !onWay.has(row.role)) continue;
    const id = `member:${JSON.stringify([row.role, row.member])}`;
    found.set(id, { id, what: 'membership', role: row.role, member: row.member });
  }
  return [...found.values()];
}

const majorOf = (database: DatabaseFacts) =>
  Math.floor(database.cluster.inventory.server.versionNum / 10_000);

function itemsOf(database: DatabaseFacts, object: AccessObject): readonly AclItem[] {
  return effectiveAcl(object.acl, object.kind, object.owner, majorOf(database));
}

/** Who would lose what if one of `listRemovable` went. Nothing is changed anywhere: it is worked out on the snapshot. */
export function whatIf(
  database: DatabaseFacts,
  object: AccessObject,
  privilege: Privilege,
  removed: Removable,
): WhatIf {
  const access = databaseAccess(database);
  if (removed.what === 'membership') {
    const { facts, alongside } = membershipGone(database)(`${removed.role}\0${removed.member}`);
    const pairs = knownObjects(database).objects.map((one) => [one, one] as const);
    const unread = knownObjects(database).gaps.map(({ kind }) => kind);
    return { removed, alongside, unread, ...lossesOf(access, databaseAccess(facts), pairs, null) };
  }
  const at = Number(removed.id.split(':')[1]);
  const stands = removed.onRelation ? (object.relation ?? object) : object;
  const items = itemsOf(database, stands);
  const item = items[at];
  const { inventory } = database.cluster;
  const { left, alongside } = item
    ? withoutPrivilege(inventory, database.name, { owner: stands.owner, items }, item, privilege)
    : { left: items, alongside: 0 };
  const changed = { ...stands, acl: writeAcl(left) };
  const columns = knownObjects(database).objects.filter((one) => one.relation === stands);
  const pairs = [
    [stands, changed] as const,
    ...columns.map((column) => [column, { ...column, relation: changed }] as const),
  ];
  // A relation's grant holds for its columns: without them it is not known who has it column by column.
  const inside = ['relation', 'column'].includes(familyOf(stands.kind)) ? ['column'] : [];
  const unread = knownObjects(database)
    .gaps.map(({ kind }) => kind)
    .filter((kind) => inside.includes(kind));
  return { removed, alongside, unread, ...lossesOf(access, access, pairs, privilege) };
}

/** The last one asked for is kept: a page asks for one membership under several privileges. */
const membershipGone = memo((database: DatabaseFacts) => {
  let last: { readonly key: string; readonly facts: DatabaseFacts; readonly alongside: number } | null = null;
  return (key: string) => {
    if (last?.key === key) return last;
    const [role = '', member = ''] = key.split('\0');
    const { inventory, alongside } = withoutMembership(database.cluster.inventory, role, member);
    const facts = factsOf(inventory).databases.find((one) => one.name === database.name) ?? database;
    last = { key, facts, alongside };
    return last;
  };
});

function lossesOf(
  before: DatabaseAccess,
  after: DatabaseAccess,
  pairs: readonly (readonly [AccessObject, AccessObject])[],
  only: Privilege | null,
): { readonly losses: readonly Loss[]; readonly total: number } {
  const losses: Loss[] = [];
  let total = 0;
  for (const [was, is] of pairs) {
    const { kind, schema, name, column, signature } = was;
    for (const privilege of only ? [only] : before.privilegesOf(kind)) {
      const old = before.sets(was, privilege);
      const now = after.sets(is, privilege);
      const lost = old.reachable.map(
        (word, at) => (word & ~(now.reachable[at] ?? 0)) | ((old.held[at] ?? 0) & ~(now.held[at] ?? 0)),
      );
      // What comes with the server last: it is what one looks for least.
      const predefined = (position: number) =>
        Number(before.graph.names[position]?.startsWith('pg_') === true);
      for (const position of [...members(lost)].sort((a, b) => predefined(a) - predefined(b) || a - b)) {
        total += 1;
        if (losses.length >= shownLosses) continue;
        const role = before.graph.names[position] ?? '';
        const held = hasBit(old.held, position);
        const loses = !held ? 'set-role' : hasBit(now.reachable, position) ? 'to-set-role' : 'now';
        losses.push({ role, kind, schema, name, column, signature, privilege, loses });
      }
    }
  }
  return { losses, total };
}
