import type { GrantableKind } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';
import type { AccessObject } from './access-object.ts';
import type { AccessHow } from './access-path.ts';
import type { Via } from './access-via.ts';
import type { DatabaseAccess } from './effective-privileges.ts';
import { addBits, type Bits, emptyBits, hasBit, members } from './role-graph-closure.ts';

/** One effective privilege, with the keys of the command-line contract in its order. */
export interface AccessLine {
  readonly role: string;
  readonly kind: GrantableKind;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  readonly signature: string | null;
  readonly privilege: Privilege;
  readonly grantable: boolean;
  readonly how: AccessHow;
  readonly via: Via;
}

/** What differs from line to line of one object. */
interface Entry {
  readonly role: string;
  readonly privilege: Privilege;
  readonly grantable: boolean;
  readonly how: AccessHow;
  readonly via: Via;
}

interface PrivilegeMap {
  readonly privilege: Privilege;
  readonly held: Bits;
  readonly reachable: Bits;
  readonly grantable: Bits;
  readonly viaOf: (role: number, how: AccessHow) => Via;
}

/** Nothing of what the relation grants is repeated for its columns, neither now nor by SET ROLE. */
function privilegeMap(access: DatabaseAccess, object: AccessObject, privilege: Privilege): PrivilegeMap {
  const grounds = access.grounds(object, privilege);
  const viaOf = (role: number, how: AccessHow) => access.via.shortest(role, grounds, how) ?? [];
  const { held, reachable, grantable } = access.sets(object, privilege);
  if (!object.relation) return { privilege, held, reachable, grantable, viaOf };
  const already = access.sets(object.relation, privilege);
  const without = (bits: Bits, taken: Bits) => bits.map((word, at) => word & ~(taken[at] ?? 0));
  return {
    privilege,
    held: without(held, already.held),
    reachable: without(reachable, already.reachable),
    grantable,
    viaOf,
  };
}

function entriesOf(access: DatabaseAccess, object: AccessObject): Entry[] {
  const entries: Entry[] = [];
  const maps = [...access.privilegesOf(object.kind)]
    .sort()
    .map((privilege) => privilegeMap(access, object, privilege));
  const concerned = emptyBits(access.graph.names.length);
  for (const map of maps) {
    addBits(concerned, map.held);
    addBits(concerned, map.reachable);
  }
  for (const position of members(concerned)) {
    const role = access.graph.names[position] ?? '';
    for (const { privilege, held, reachable, grantable, viaOf } of maps) {
      const how = hasBit(held, position) ? 'inherited' : hasBit(reachable, position) ? 'set-role' : null;
      if (!how) continue;
      entries.push({
        role,
        privilege,
        grantable: hasBit(grantable, position),
        how,
        via: viaOf(position, how),
      });
    }
  }
  return entries;
}

/**
 * Every effective privilege in the database, sorted by kind (the contract's order), schema, name, signature, column,
 * role and privilege, by code units. Lazy: one object's lines are in memory at a time.
 */
export function* accessLines(
  access: DatabaseAccess,
  kinds?: readonly GrantableKind[],
): Generator<AccessLine> {
  for (const object of access.objects(kinds)) {
    const { kind, schema, name, column, signature } = object;
    for (const { role, privilege, grantable, how, via } of entriesOf(access, object)) {
      yield { role, kind, schema, name, column, signature, privilege, grantable, how, via };
    }
  }
}

/** Same ACL, same owner, same kind: the same lines but for the object's name. Rendered once and kept, within bounds. */
interface Template {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const keptLines = 20_000;

function templateKey(object: AccessObject): string {
  const { kind, owner, acl, writeBanned, relation } = object;
  const own = JSON.stringify([kind, owner, acl, writeBanned]);
  return relation ? `${own}\0${templateKey(relation)}` : own;
}

function templateOf(access: DatabaseAccess, object: AccessObject): Template {
  const before: string[] = [];
  const after: string[] = [];
  for (const { role, ...rest } of entriesOf(access, object)) {
    before.push(`{"role":${JSON.stringify(role)},`);
    after.push(`${JSON.stringify(rest).slice(1)}\n`);
  }
  return { before, after };
}

/** The same lines as newline-delimited JSON, one chunk per object: the text of `accessLines`, several times faster. */
export function* accessLinesText(
  access: DatabaseAccess,
  kinds?: readonly GrantableKind[],
): Generator<string> {
  const templates = new Map<string, Template>();
  let kept = 0;
  for (const object of access.objects(kinds)) {
    const key = templateKey(object);
    let template = templates.get(key);
    if (!template) {
      template = templateOf(access, object);
      kept += template.before.length;
      if (kept > keptLines) {
        templates.clear();
        kept = template.before.length;
      }
      templates.set(key, template);
    }
    const { kind, schema, name, column, signature } = object;
    const middle = `${JSON.stringify({ kind, schema, name, column, signature }).slice(1, -1)},`;
    let chunk = '';
    for (let at = 0; at < template.before.length; at++) {
      chunk += (template.before[at] ?? '') + middle + (template.after[at] ?? '');
    }
    if (chunk !== '') yield chunk;
  }
}
