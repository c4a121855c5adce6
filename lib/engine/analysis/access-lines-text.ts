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
 * The same for all objects of equal kind, owner and ACL. In parts, so that no text is too long for V8's nursery.
 */
type Template = readonly (readonly string[])[];

const partLines = 250;

/** Lines in kept templates, at most; some two hundred bytes each. */
const keptLines = 20_000;

function templateKey(object: AccessObject): string {
  const { kind, owner, acl, writeBanned, relation } = object;
  const own = JSON.stringify([kind, owner, acl, writeBanned]);
  return relation ? `${own}\0${templateKey(relation)}` : own;
}

/**
 * Every line of `accessLines` as newline-delimited JSON, a chunk for some of one object's lines. Put together from texts that are made
 * once – the role's, the privilege's, the way's – so that a line costs little more than its bytes. What is kept is
 * bounded, however long the whole.
 */
export function* accessLinesText(
  access: DatabaseAccess,
  kinds?: readonly GrantableKind[],
): Generator<string> {
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

  const templateOf = (object: AccessObject): Template => {
    const maps = privilegeMaps(access, object);
    const columns = maps.map(({ privilege, grounds, held, reachable, grantable }) => {
      const words = (how: AccessHow) => ({
        via: viaTextOf(grounds, how),
        plain: headOf(privilege, false, how),
        grantable: headOf(privilege, true, how),
      });
      return { held, reachable, grantable, inherited: words('inherited'), setRole: words('set-role') };
    });
    const parts: string[][] = [];
    let between: string[] = [];
    let before = '';
    const endPart = () => {
      if (between.length === 0) return;
      between.push(before);
      parts.push(between);
      between = [];
      before = '';
    };
    for (const position of members(concernedRoles(access, maps))) {
      if (between.length >= partLines) endPart();
      const role = roles[position] ?? '';
      for (const { held, reachable, grantable, inherited, setRole } of columns) {
        const words = hasBit(held, position) ? inherited : hasBit(reachable, position) ? setRole : null;
        if (!words) continue;
        between.push(before + role);
        before = (hasBit(grantable, position) ? words.grantable : words.plain) + words.via(position);
      }
    }
    endPart();
    return parts;
  };

  const templates = new Map<string, Template>();
  let kept = 0;
  for (const object of access.objects(kinds)) {
    const key = templateKey(object);
    let template = templates.get(key);
    if (!template) {
      template = templateOf(object);
      const lines = template.reduce((sum, part) => sum + part.length, 0);
      kept += lines;
      if (kept > keptLines) {
        templates.clear();
        kept = lines;
      }
      templates.set(key, template);
    }
    const { kind, schema, name, column, signature } = object;
    const named = `${JSON.stringify({ kind, schema, name, column, signature }).slice(1, -1)},`;
    for (const part of template) yield part.join(named);
  }
}
