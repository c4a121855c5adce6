import { privilegesOf } from '../../analysis/acl-privileges.ts';
import { countsIn, covers } from '../../controls/grants/allowed-by-policy.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { everybody } from '../../policy/everybody.ts';
import type { Policy, PolicyRole } from '../../policy/policy.ts';
import { isTenantHelper } from '../../policy/tenant-helper.ts';
import type { GrantableObject } from './simulated-object.ts';

type Permission = NonNullable<PolicyRole['may']>[number];

/** One `may` entry that counts in the database, and where it stands: `roles[1].may[0]`. */
export interface PlacedPermission {
  readonly role: string;
  readonly permission: Permission;
  readonly place: string;
}

/** What the policy says of privileges in one database. */
export interface IntendedAccess {
  readonly database: string;
  /** Roles with a `may` here, by name; PUBLIC is none of them. */
  readonly stated: ReadonlySet<string>;
  readonly permissions: readonly PlacedPermission[];
  /** Whether some `may` speaks of the object: then it says all of it, and PUBLIC has only what `role: public` may. */
  governs(on: ObjectRef): boolean;
  /** Privileges on the whole object. */
  may(role: Grantee, on: GrantableObject): ReadonlySet<Privilege>;
  /** Privileges that `objects: column` gives on the relation's columns alone. */
  mayOnColumns(role: Grantee, on: GrantableObject): ReadonlySet<Privilege>;
  /** Why: the place of the first entry that lets it, in words; null where none does. */
  reason(role: Grantee, on: GrantableObject): string | null;
}

/** USAGE on its schema goes without saying for whoever may use something in it. */
function impliesUsage({ permission }: PlacedPermission, on: ObjectRef): boolean {
  const inSchema = !['schemas', 'schema', 'database', 'language', 'tablespace', 'parameter'].includes(
    permission.objects,
  );
  return (
    on.kind === 'schema' &&
    inSchema &&
    permission.privileges.length > 0 &&
    (permission.schema === undefined || permission.schema === on.name)
  );
}

function speaksOf(placed: PlacedPermission, on: ObjectRef): boolean {
  return covers(placed.permission, on) || impliesUsage(placed, on);
}

export function intendedAccess(policy: Policy, database: string, major: number): IntendedAccess {
  const entries = (policy.roles ?? []).flatMap((role, index) =>
    role.may !== undefined && countsIn(role, database) ? [{ role, index, may: role.may }] : [],
  );
  const permissions = entries.flatMap(({ role, index, may }) =>
    may.map((permission, position) => ({
      role: role.role,
      permission,
      place: `roles[${index}].may[${position}]`,
    })),
  );
  const byRole = Map.groupBy(permissions, (one) => one.role);
  const of = (role: Grantee) => byRole.get(role ?? everybody) ?? [];
  const collect = (role: Grantee, on: GrantableObject, through: 'whole' | 'column') => {
    const exists = privilegesOf(on.kind, major);
    const found = new Set<Privilege>();
    for (const placed of of(role)) {
      const onColumns = placed.permission.objects === 'column';
      if (onColumns !== (through === 'column')) continue;
      const object: ObjectRef = onColumns ? { ...on, kind: 'column' } : on;
      if (covers(placed.permission, object))
        for (const privilege of placed.permission.privileges) {
          if (exists.includes(privilege)) found.add(privilege);
        }
      if (through === 'whole' && impliesUsage(placed, on)) found.add('USAGE');
    }
    if (through === 'whole' && role !== null && isTenantHelper(policy, role, on)) found.add('EXECUTE');
    return found;
  };
  return {
    database,
    stated: new Set(entries.map(({ role }) => role.role).filter((name) => name !== everybody)),
    permissions,
    governs: (on) => permissions.some((placed) => speaksOf(placed, on)),
    may: (role, on) => collect(role, on, 'whole'),
    mayOnColumns: (role, on) => collect(role, on, 'column'),
    reason: (role, on) => of(role).find((placed) => speaksOf(placed, on))?.place ?? null,
  };
}
