import { effectiveAcl } from '../analysis/acl.ts';
import { leavesLoginSuperuser } from '../controls/roles/remaining-superusers.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { RoleRow } from '../inventory/sections/roles.ts';
import type { Change } from '../model/change.ts';
import type { Privilege } from '../model/privilege.ts';
import { visibleText } from '../model/visible-text.ts';
import type { Policy } from '../policy/policy.ts';
import { actsAsOwner, isSuperuser } from './acting-grantor.ts';
import { objectKey } from './change-cells.ts';
import { isCircularGrant } from './circular-grant.ts';
import { defaultAclKinds } from './default-acl-kinds.ts';
import { grantsOn } from './object-grants.ts';
import { ownedBySuperusers } from './owned-by-superusers.ts';
import { clusterRows, databaseRows, majorOf, priorAcl } from './prior.ts';
import { rowSecurityRefusal } from './row-security-consequence.ts';

type ChangeOf<Do extends Change['do']> = Extract<Change, { do: Do }>;

const shown = (name: string) => visibleText(name, 200);

/** The roles as these changes leave them. */
function rolesAfter(roles: readonly RoleRow[], changes: readonly Change[]): readonly RoleRow[] {
  return changes.reduce<readonly RoleRow[]>((rows, change) => {
    if (change.do === 'drop-role') return rows.filter((row) => row.name !== change.role);
    if (change.do !== 'alter-role') return rows;
    const { validUntil: _, ...attributes } = change.attributes;
    return rows.map((row) => (row.name === change.role ? { ...row, ...attributes } : row));
  }, roles);
}

/** Nobody is left who could put right what goes wrong, or the server's own first role loses what it cannot do without. */
function administratorRefusal(changes: readonly Change[], inventory: Inventory): string | null {
  const weakening = changes.filter(
    (change): change is ChangeOf<'alter-role' | 'drop-role'> =>
      change.do === 'drop-role' ||
      (change.do === 'alter-role' &&
        (change.attributes.superuser === false ||
          change.attributes.login === false ||
          change.attributes.connectionLimit === 0)),
  );
  if (weakening.length === 0) return null;
  const roles = clusterRows(inventory.cluster.roles);
  const bootstrap = roles.find((role) => role.oid === 10);
  if (bootstrap && weakening.some((change) => change.role === bootstrap.name))
    return `Role ${shown(bootstrap.name)} is the server’s own first superuser (OID 10): it keeps SUPERUSER (from 16 the server refuses otherwise, before it would lock everybody out) and LOGIN. Close the ways in to it in pg_hba.conf instead.`;
  const touched = roles.filter(
    (role) => role.superuser && weakening.some((change) => change.role === role.name),
  );
  if (touched.length === 0) return null;
  if (leavesLoginSuperuser(rolesAfter(roles, changes), new Set())) return null;
  return `No superuser could log in afterwards: ${touched.map((role) => shown(role.name)).join(', ')} would be the last. Make and test another administrator first.`;
}

/** A schema's list only adds: what it does not hold, because all schemas' list or the built-in default does, stays. */
function defaultPrivilegesRefusal(changes: readonly Change[], inventory: Inventory): string | null {
  for (const change of changes) {
    if (change.do !== 'default-privileges' || change.action !== 'revoke' || change.inSchema === null)
      continue;
    const given = (schema: string | null) =>
      inventory.databases.some((one) => {
        const row = databaseRows(inventory, one.name, 'default-acls').find(
          (each) => each.role === change.forRole && each.objects === change.objects && each.schema === schema,
        );
        const acl = row ? row.acl : schema === null ? null : [];
        return effectiveAcl(acl, defaultAclKinds[change.objects], change.forRole, majorOf(inventory)).some(
          (item) =>
            item.grantee === change.grantee &&
            change.privileges.some((each) => item.privileges.includes(each)),
        );
      });
    if (!given(change.inSchema) && given(null))
      return `ALTER DEFAULT PRIVILEGES … IN SCHEMA ${shown(change.inSchema)} REVOKE would change nothing: ${change.privileges.join(', ')} on ${change.objects} comes from the default of all schemas, and only that form (without IN SCHEMA) takes it away, for new objects of role ${shown(change.forRole)}.`;
  }
  return null;
}

/** Nobody can act in the name of a role that the server takes for the owner here. */
function grantorRefusal(changes: readonly Change[], inventory: Inventory): string | null {
  for (const change of changes) {
    if (change.do !== 'revoke' && change.do !== 'grant') continue;
    const owner = priorAcl(inventory, change.on)?.owner;
    if (owner === undefined || !actsAsOwner(change, inventory)) continue;
    const [grantor, name] = [shown(change.grantor), shown(owner)];
    const vain = `a ${change.do.toUpperCase()} in its name would ${change.do === 'grant' ? 'be the owner’s' : 'change nothing'}`;
    return isSuperuser(change.grantor, inventory)
      ? `Role ${grantor} is a superuser, and so has the privileges of the owner, role ${name}: the server takes whatever it does for the owner’s, and ${vain}. Take SUPERUSER from ${grantor} first, then scan again.`
      : `Role ${grantor} has the privileges of the owner, role ${name}, and not itself all the grant options that it once granted this with: the server takes what it does here for the owner’s, and ${vain}. Give ${grantor} those options again first, then scan again.`;
  }
  return null;
}

function circularRefusal(changes: readonly Change[], inventory: Inventory): string | null {
  for (const change of changes) {
    if (change.do !== 'grant' || change.to === null || !isCircularGrant(change, inventory)) continue;
    const [grantor, to] = [shown(change.grantor), shown(change.to)];
    return `Role ${grantor} has the grant option of ${change.privileges.join(', ')} there only by way of role ${to}, or for the whole relation and not for the column: the server refuses to give it to ${to} WITH GRANT OPTION in its name. Let the owner grant it, or leave the option out.`;
  }
  return null;
}

/** A column's REVOKE does not dent what the whole table gives, without an error. */
function columnRefusal(changes: readonly Change[], inventory: Inventory): string | null {
  for (const change of changes) {
    if (change.do !== 'revoke' || change.on.kind !== 'column' || change.grantOptionOnly) continue;
    const { column: _, ...whole } = change.on;
    const table = objectKey({ ...whole, kind: 'table' });
    const taken = (privilege: Privilege) =>
      changes.some(
        (other) =>
          other.do === 'revoke' &&
          !other.grantOptionOnly &&
          objectKey(other.on) === table &&
          other.from === change.from &&
          other.grantor === change.grantor &&
          other.privileges.includes(privilege),
      );
    const standing = (grantsOn(inventory, change.on)?.grants ?? []).flatMap((grant) =>
      grant.column === null && grant.grantee === change.from && grant.grantor === change.grantor
        ? [grant.privilege]
        : [],
    );
    const given = changes.flatMap((other) =>
      other.do === 'grant' &&
      objectKey(other.on) === table &&
      other.to === change.from &&
      other.grantor === change.grantor
        ? other.privileges
        : [],
    );
    const outweighed = change.privileges.find(
      (privilege) => given.includes(privilege) || (standing.includes(privilege) && !taken(privilege)),
    );
    if (outweighed)
      return `${outweighed} on the whole of ${shown(`${change.on.schema}.${change.on.name}`)} is granted too, and outweighs it: a REVOKE on column ${shown(change.on.column ?? '')} alone would change nothing. Take away the table’s grant and grant the columns that are needed.`;
  }
  return null;
}

/** The server asks it of the new owner, whoever makes the change. */
function ownerRefusal(changes: readonly Change[], inventory: Inventory): string | null {
  const roles = rolesAfter(clusterRows(inventory.cluster.roles), changes);
  for (const change of changes) {
    if (change.do !== 'alter-owner' || !ownedBySuperusers.has(change.on.kind)) continue;
    if (roles.find((role) => role.name === change.to)?.superuser === true) continue;
    return `The server lets only a superuser own a ${change.on.kind.replaceAll('-', ' ')}: ${shown(change.on.name ?? '')} cannot go to ${shown(change.to)}. Give it to another superuser, or drop it where nobody needs it.`;
  }
  return null;
}

/** What a server was started with outweighs every file. */
function parameterRefusal(changes: readonly Change[], inventory: Inventory): string | null {
  const known = [
    ...clusterRows(inventory.cluster.settings),
    ...clusterRows(inventory.cluster['protected-settings']),
  ];
  for (const change of changes) {
    if (change.do !== 'set-parameter' || change.at.role !== undefined || change.at.database !== undefined)
      continue;
    const row = known.find((one) => one.name.toLowerCase() === change.parameter.toLowerCase());
    if (row && ['command line', 'environment variable', 'override'].includes(row.source))
      return `${shown(change.parameter)} is given where the server is started (${row.source}), which outweighs ALTER SYSTEM: change it there.`;
  }
  return null;
}

/** Why these changes must not be made, in words for a person; null where nothing speaks against them. */
export function refusalOf(changes: readonly Change[], inventory: Inventory, policy: Policy): string | null {
  return (
    administratorRefusal(changes, inventory) ??
    ownerRefusal(changes, inventory) ??
    grantorRefusal(changes, inventory) ??
    circularRefusal(changes, inventory) ??
    columnRefusal(changes, inventory) ??
    rowSecurityRefusal(changes, inventory, policy) ??
    defaultPrivilegesRefusal(changes, inventory) ??
    parameterRefusal(changes, inventory)
  );
}
