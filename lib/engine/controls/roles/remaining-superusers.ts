import type { RoleRow } from '../../inventory/sections/roles.ts';

/**
 * Whether somebody can still administer the cluster when these roles are no superusers, or can no longer log in.
 * An expired password does not keep out a role that connects by another method, but nobody should count on it.
 */
export function leavesLoginSuperuser(roles: readonly RoleRow[], without: ReadonlySet<string>): boolean {
  return roles.some(
    (role) =>
      role.superuser && role.login && !role.expired && role.connectionLimit !== 0 && !without.has(role.name),
  );
}
