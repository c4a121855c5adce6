import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import { declarationsOf } from '../../policy/declared-role.ts';
import { classCovers } from '../../policy/object-class.ts';
import type { Policy, PolicyRole } from '../../policy/policy.ts';

type Permission = NonNullable<PolicyRole['may']>[number];

/** Whether one `may` entry speaks of this object. Of a column it speaks through its table. */
export function covers(permission: Permission, object: ObjectRef): boolean {
  if (!classCovers(permission.objects, object.kind)) return false;
  const schema = object.kind === 'schema' ? object.name : object.schema;
  if (permission.schema !== undefined && permission.schema !== schema) return false;
  return (
    permission.names === undefined || (object.name !== undefined && permission.names.includes(object.name))
  );
}

/** A declared role counts in all databases unless the policy lists some. */
export function countsIn(role: PolicyRole, database: string | undefined): boolean {
  return role.databases === undefined || database === undefined || role.databases.includes(database);
}

/** Whether the policy lets this role have this privilege on this object. */
export function isAllowed(policy: Policy, role: string, privilege: Privilege, object: ObjectRef): boolean {
  return declarationsOf(policy, role).some(
    (declared) =>
      countsIn(declared, object.database) &&
      declared.may?.some(
        (permission) => permission.privileges.includes(privilege) && covers(permission, object),
      ),
  );
}
