import type { RoleRow } from '../../inventory/sections/roles.ts';
import { defineControl, judged } from '../control.ts';
import { defaultAclEntries } from '../grants/default-acl-entries.ts';
import { grantEntries, granteesIn } from '../grants/grant-entry.ts';
import { privilegedObjects } from '../grants/privileged-objects.ts';
import { isDeclared } from './approved-role.ts';
import { isProviderRole, isSystemRole } from './system-role.ts';

/** Sections whose objects have an owner, granted to somebody or not. */
const ownedSections = [
  'schemas',
  'relations',
  'routines',
  'types',
  'languages',
  'foreign-data-wrappers',
  'foreign-servers',
  'large-objects',
  'publications',
  'event-triggers',
] as const;

/** Standbys, administrators and backups hold nothing but an attribute. */
const actsByAttribute = (role: RoleRow) =>
  role.superuser || role.replication || role.createRole || role.createDatabase || role.bypassRls;

export const orphanRoleNoPrivileges = defineControl({
  id: 'orphan-role-no-privileges',
  title: 'No role is left over without a use',
  area: 'roles',
  scope: 'cluster',
  severity: 'info',
  needs: [
    'roles',
    'memberships',
    'databases',
    'schemas',
    'relations',
    'columns',
    'routines',
    'types',
    'languages',
    'foreign-data-wrappers',
    'foreign-servers',
    'large-objects',
    'publications',
    'event-triggers',
    'policies',
    'user-mappings',
    'subscriptions',
    'default-acls',
    'tablespaces',
    'parameter-acls',
  ],
  threats: ['stale-credentials'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.4' },
    { standard: 'NIST 800-53', id: 'AC-2(3)' },
    { standard: 'ISO 27001:2022', id: 'A.5.18' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'A role that owns nothing, was granted nothing and has no members guards nothing and is in nobody’s mind. What everybody may do it may do as well where it logs in, and the next right given to it goes to an account that nobody reviews.',
  caution: 'A role may be kept for a restore or another cluster: ask before dropping it.',
  check(cluster, policy) {
    const used = new Set<string>();
    for (const row of cluster.read('memberships')) used.add(row.role).add(row.member);
    for (const section of ['databases', 'tablespaces', 'subscriptions'] as const)
      for (const row of cluster.read(section)) used.add(row.owner);
    for (const row of cluster.read('parameter-acls')) {
      const entries = grantEntries(row.acl, 'parameter', cluster.inventory.server.bootstrapRole);
      for (const grantee of granteesIn(entries)) if (grantee !== null) used.add(grantee);
    }
    for (const database of cluster.databases) {
      for (const object of privilegedObjects(database)) {
        used.add(object.owner);
        for (const grantee of granteesIn(object.entries)) if (grantee !== null) used.add(grantee);
      }
      for (const section of ownedSections) for (const row of database.read(section)) used.add(row.owner);
      for (const row of database.read('default-acls')) {
        used.add(row.role);
        for (const grantee of granteesIn(defaultAclEntries(cluster, row)))
          if (grantee !== null) used.add(grantee);
      }
      // Neither is owned nor granted, and both say what the role is for.
      for (const row of database.read('policies'))
        for (const role of row.roles) if (role !== null) used.add(role);
      for (const row of database.read('user-mappings')) if (row.role !== null) used.add(row.role);
    }
    return judged(
      cluster
        .read('roles')
        .filter(
          (role) =>
            !used.has(role.name) &&
            // What it is for shows in an attribute, or in that it is the one looking.
            !actsByAttribute(role) &&
            role.name !== cluster.inventory.server.scanRole &&
            !isSystemRole(role.name) &&
            !isProviderRole(cluster.inventory.substrate, role.name) &&
            !isDeclared(policy, role.name),
        )
        .map((role) => ({
          object: { kind: 'role' as const, role: role.name },
          title: `Role ${role.name} owns nothing, was granted nothing and has no members`,
          evidence: { login: role.login, databasesLookedAt: cluster.databases.map((one) => one.name) },
          remedy: {
            manual:
              'DROP ROLE refuses where something still depends on it: drop it, or declare what it is for.',
          },
        })),
    );
  },
});
