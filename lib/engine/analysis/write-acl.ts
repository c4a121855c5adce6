import { type Privilege, privilegeLetters } from '../model/privilege.ts';
import type { AclItem } from './acl.ts';

/** The order `aclitemout` writes letters in: that of the bits (`ACL_ALL_RIGHTS_STR` in `utils/acl.h`). */
const letterOrder = 'arwdDxtXUCTcsAm';

const inOrder = (Object.keys(privilegeLetters) as Privilege[]).sort(
  (one, other) => letterOrder.indexOf(privilegeLetters[one]) - letterOrder.indexOf(privilegeLetters[other]),
);

/** Quoted where `putid` quotes, and where a name of digits alone would look like the OID of a dropped role (acl-text.ts). */
const written = (name: string) =>
  /^[A-Za-z0-9_]+$/.test(name) && !/^[0-9]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

const nameOf = (who: AclItem['grantee']) =>
  who === null ? '' : typeof who === 'string' ? written(who) : who.droppedOid;

/** Entries as the inventory keeps them, so that a changed list can be asked like a read one. Empty entries vanish. */
export function writeAcl(items: readonly AclItem[]): readonly string[] {
  return items
    .filter((item) => item.privileges.length + item.grantable.length > 0)
    .map((item) => {
      const letters = inOrder
        .filter((privilege) => item.privileges.includes(privilege) || item.grantable.includes(privilege))
        .map((privilege) => privilegeLetters[privilege] + (item.grantable.includes(privilege) ? '*' : ''));
      return `${nameOf(item.grantee)}=${letters.join('')}/${nameOf(item.grantor)}`;
    });
}
