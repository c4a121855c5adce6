import type { ObjectRef } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Policy, PolicyRole } from '../../policy/policy.ts';

type Permission = NonNullable<PolicyRole['may']>[number];

/** What each class of `may` covers. As in `GRANT … ON ALL TABLES`, tables include views and foreign tables. */
const classes: Readonly<Record<string, readonly ObjectRef['kind'][]>> = {
  tables: ['table', 'view', 'materialized-view', 'foreign-table', 'partitioned-table'],
  sequences: ['sequence'],
  functions: ['function', 'procedure'],
  schemas: ['schema'],
};

/** Whether one `may` entry speaks of this object. Of a column it speaks through its table. */
export function covers(permission: Permission, object: ObjectRef): boolean {
  const kind = object.kind === 'column' && permission.objects !== 'column' ? 'table' : object.kind;
  const kinds: readonly string[] = classes[permission.objects] ?? [permission.objects];
  if (!kinds.includes(kind)) return false;
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
  return (policy.roles ?? [])
    .filter((declared) => declared.role === role && countsIn(declared, object.database))
    .some((declared) =>
      declared.may?.some(
        (permission) => permission.privileges.includes(privilege) && covers(permission, object),
      ),
    );
}
