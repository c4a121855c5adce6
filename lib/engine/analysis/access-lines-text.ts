import type { GrantableKind } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';
import { concernedRoles, privilegeMaps } from './access-lines.ts';
import type { AccessObject } from './access-object.ts';
import type { AccessHow } from './access-path.ts';
import type { DatabaseAccess } from './effective-privileges.ts';
import { hasBit, members } from './role-graph-closure.ts';
import { viaTexts } from './via-texts.ts';

/**
 * What stands between the names of the object in its lines: before the first, from each to the next, after the last.
 * The same for all objects of equal kind, owner and ACL.
 */
type Template = readonly (readonly string[])[];

/** Lines of one part of the text: few enough that a part is never too long for V8's nursery, where it dies cheaply. */
const partLines = 250;
/** Lines in kept templates, at most; some two hundred bytes each. */
const keptLines = 20_000;
const keptKeys = 5_000;

/** Stands for the object's name in a template: JSON writes a NUL as an escape, so that none is in any line. */
const nameless = '\0';

function templateKey(object: AccessObject): string {
  const { kind, owner, acl, writeBanned, relation } = object;
  const own = JSON.stringify([kind, owner, acl, writeBanned]);
  return relation ? `${own}\0${templateKey(relation)}` : own;
}

/** The lines of single objects, in parts; `named` are the keys that name the object. */
function linesOf(access: DatabaseAccess): (object: AccessObject, named: string) => Generator<string> {
  const viaTextOf = viaTexts(access);
  const roles = access.graph.names.map((name) => `{"role":${JSON.stringify(name)},`);
  const heads = new Map<string, string>();
  const headOf = (privilege: Privilege, grantable: boolean, how: AccessHow): string => {
    const key = `${privilege} ${grantable} ${how}`;
    let head = heads.get(key);
    if (head === undefined) {
      head = `${JSON.stringify({ privilege, grantable, how }).slice(1, -1)},"via":`;
      heads.set(key, head);
    }
    return head;
  };

  return function* lines(object, named) {
    const maps = privilegeMaps(access, object);
    const privileges = maps.map(({ privilege, grounds, held, reachable, grantable }) => {
      const words = (how: AccessHow) => ({
        via: viaTextOf(grounds, how),
        plain: headOf(privilege, false, how),
        grantable: headOf(privilege, true, how),
      });
      return { held, reachable, grantable, inherited: words('inherited'), setRole: words('set-role') };
    });
    let pieces: string[] = [];
    for (const position of members(concernedRoles(access, maps))) {
      const role = roles[position] ?? '';
      for (const { held, reachable, grantable, inherited, setRole } of privileges) {
        const words = hasBit(held, position) ? inherited : hasBit(reachable, position) ? setRole : null;
        if (!words) continue;
        const head = hasBit(grantable, position) ? words.grantable : words.plain;
        pieces.push(role, named, head, words.via(position));
      }
      if (pieces.length < 4 * partLines) continue;
      yield pieces.join('');
      pieces = [];
    }
    if (pieces.length > 0) yield pieces.join('');
  };
}

/**
 * Every line of `accessLines` as newline-delimited JSON, a chunk for some of one object's lines. Put together from texts
 * that are made once – the role's, the privilege's, the way's – so that a line costs little more than its bytes. What is
 * kept is bounded, however long the whole.
 */
export function* accessLinesText(
  access: DatabaseAccess,
  kinds?: readonly GrantableKind[],
): Generator<string> {
  const lines = linesOf(access);
  // Most access control lists stand alone, and their lines are let go at once; a template is made when one comes again.
  const seen = new Set<string>();
  const templates = new Map<string, Template>();
  let kept = 0;
  for (const object of access.objects(kinds)) {
    const { kind, schema, name, column, signature } = object;
    const named = `${JSON.stringify({ kind, schema, name, column, signature }).slice(1, -1)},`;
    const key = templateKey(object);
    let template = templates.get(key);
    if (!template) {
      if (!seen.has(key)) {
        if (seen.size >= keptKeys) seen.clear();
        seen.add(key);
        yield* lines(object, named);
        continue;
      }
      template = Array.from(lines(object, nameless), (part) => part.split(nameless));
      if (kept > keptLines) {
        templates.clear();
        kept = 0;
      }
      for (const part of template) kept += part.length;
      templates.set(key, template);
    }
    for (const part of template) yield part.join(named);
  }
}
