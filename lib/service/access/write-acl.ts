import type { AclItem } from '../../engine/analysis/acl.ts';
import { privilegeLetters } from '../../engine/model/privilege.ts';

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const nameOf = (who: AclItem['grantee']) =>
  who === null ? '' : typeof who === 'string' ? quoted(who) : who.droppedOid;

/** Entries as `aclitemout` would print them, so that a changed list can be asked like a read one. Empty entries vanish. */
export function writeAcl(items: readonly AclItem[]): readonly string[] {
  return items
    .filter((item) => item.privileges.length > 0)
    .map((item) => {
      const letters = item.privileges.map(
        (privilege) => privilegeLetters[privilege] + (item.grantable.includes(privilege) ? '*' : ''),
      );
      return `${nameOf(item.grantee)}=${letters.join('')}/${nameOf(item.grantor)}`;
    });
}
