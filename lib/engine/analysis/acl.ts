import type { AclText } from '../inventory/acl-text.ts';
import type { GrantableKind } from '../model/object-ref.ts';
import { type Grantee, type Privilege, privilegeLetters } from '../model/privilege.ts';
import { privilegesOf, publicDefaults } from './acl-privileges.ts';
import { memo } from './memo.ts';
import { UnreadSection } from './unread-section.ts';

/** A role that no longer exists but is still named in an ACL, where PostgreSQL prints its bare OID. It holds nothing. */
export interface DroppedRole {
  readonly droppedOid: string;
}

/**
 * One entry of an access control list: what `grantor` gave to `grantee`.
 *
 * - `grantee`: a role's name, `null` for PUBLIC (which no role name collides with), or a dropped role.
 * - `privileges`: in the order of the text; `grantable` is the part of them held WITH GRANT OPTION.
 */
export interface AclItem {
  readonly grantee: Grantee | DroppedRole;
  readonly grantor: string | DroppedRole;
  readonly privileges: readonly Privilege[];
  readonly grantable: readonly Privilege[];
}

interface Letters {
  readonly privileges: readonly Privilege[];
  readonly grantable: readonly Privilege[];
}

const privilegeOfLetter = new Map<string, Privilege>();
for (const [name, letter] of Object.entries(privilegeLetters))
  privilegeOfLetter.set(letter, name as Privilege);

/** Few combinations of letters ever occur, so that each is decoded once. */
const decoded = new Map<string, Letters>();

/** Fail closed: an entry that cannot be parsed makes its list unread, never empty. */
function malformed(why: string): UnreadSection {
  return new UnreadSection({
    input: 'access control list',
    database: null,
    reason: `an access control entry could not be parsed: ${why}`,
    grant: null,
  });
}

function decodeLetters(text: string): Letters {
  const known = decoded.get(text);
  if (known) return known;
  const privileges: Privilege[] = [];
  const grantable: Privilege[] = [];
  for (let at = 0; at < text.length; at++) {
    const privilege = privilegeOfLetter.get(text.charAt(at));
    if (!privilege) throw malformed('it holds a privilege this version does not know');
    privileges.push(privilege);
    if (text.charAt(at + 1) === '*') {
      grantable.push(privilege);
      at++;
    }
  }
  const letters = { privileges, grantable };
  // Text from a hostile server must not grow this without end.
  if (decoded.size < 10_000) decoded.set(text, letters);
  return letters;
}

/** Index just past the name that starts at `start`: a quoted one ends at its lone quote, a bare one at `stop`. */
function endOfName(text: string, start: number, stop: string): number {
  if (text.charAt(start) !== '"') {
    const end = stop === '' ? text.length : text.indexOf(stop, start);
    if (end < 0) throw malformed('a separator is missing');
    return end;
  }
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) throw malformed('a quoted name does not end');
    if (text.charAt(at + 1) !== '"') return at + 1;
  }
}

function roleIn(text: string, start: number, end: number): string | DroppedRole {
  const name = text.slice(start, end);
  if (name.startsWith('"') && name.length > 2) return name.slice(1, -1).replaceAll('""', '"');
  if (name === '' || name.includes('"')) throw malformed('a role name is damaged');
  return /^[0-9]+$/.test(name) ? { droppedOid: name } : name;
}

function parseItem(text: string): AclItem {
  const granteeEnd = endOfName(text, 0, '=');
  if (text.charAt(granteeEnd) !== '=') throw malformed('a separator is missing');
  const slash = text.indexOf('/', granteeEnd + 1);
  if (slash < 0) throw malformed('the grantor is missing');
  const letters = decodeLetters(text.slice(granteeEnd + 1, slash));
  const end = endOfName(text, slash + 1, '');
  if (end !== text.length) throw malformed('something follows the grantor');
  return {
    grantee: granteeEnd === 0 ? null : roleIn(text, 0, granteeEnd),
    grantor: roleIn(text, slash + 1, end),
    privileges: letters.privileges,
    grantable: letters.grantable,
  };
}

/**
 * Parses what `aclitemout` prints (`utils/adt/acl.c`): names quoted where they hold anything but letters, digits and
 * underscores, quotes doubled, every other character (newlines, `=`, `/`, `,`) as it is.
 * `null` (the built-in default) has no entries of its own: see `effectiveAcl`.
 * Throws `UnreadSection` when an entry cannot be parsed.
 */
export function parseAcl(text: AclText): readonly AclItem[] {
  return text === null ? [] : parsedOnce(text);
}

/** A list is looked at by many controls: by its own array, which the inventory never changes. */
const parsedOnce = memo((text: readonly string[]): readonly AclItem[] => text.map(parseItem));

function makeDefault(kind: GrantableKind, owner: string, major: number): readonly AclItem[] {
  const items: AclItem[] = [];
  const everybody = publicDefaults[kind];
  if (everybody) items.push({ grantee: null, grantor: owner, privileges: everybody, grantable: [] });
  items.push({ grantee: owner, grantor: owner, privileges: privilegesOf(kind, major), grantable: [] });
  return Object.freeze(items);
}

/** Most objects have the default, and few roles own them: equal ones are one list, like lists that were read. */
const defaults = new Map<string, readonly AclItem[]>();
const nothing: readonly AclItem[] = Object.freeze([]);

/** PostgreSQL's `acldefault(kind, owner)`: what a NULL access control list stands for. A column's default is nothing. */
export function defaultAcl(kind: GrantableKind, owner: string, major = 18): readonly AclItem[] {
  if (kind === 'column') return nothing;
  const key = `${kind} ${major} ${owner}`;
  const known = defaults.get(key);
  if (known) return known;
  const items = makeDefault(kind, owner, major);
  // Names from a hostile server must not grow this without end.
  if (defaults.size < 10_000) defaults.set(key, items);
  return items;
}

/** The entries in force: the list itself, or the default it stands for when NULL. Throws `UnreadSection` as `parseAcl`. */
export function effectiveAcl(
  acl: AclText,
  kind: GrantableKind,
  owner: string,
  major = 18,
): readonly AclItem[] {
  return acl === null ? defaultAcl(kind, owner, major) : parseAcl(acl);
}
