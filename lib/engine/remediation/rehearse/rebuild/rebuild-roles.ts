import type { Inventory } from '../../../inventory/inventory.ts';
import { redacted } from '../../../inventory/redact.ts';
import type { MembershipRow } from '../../../inventory/sections/memberships.ts';
import type { RoleRow } from '../../../inventory/sections/roles.ts';
import type { RoleAttributes } from '../../../model/change.ts';
import { clusterRows } from '../../prior.ts';
import { identifier } from '../../quote.ts';
import {
  renderAlterRole,
  renderCreateRole,
  renderGrantMembership,
  renderRevokeMembership,
} from '../../render/roles.ts';
import { setOrReset } from '../../render/settings.ts';
import type { NotCarried } from './not-carried.ts';
import type { RebuildStep } from './rebuild-step.ts';

const flags = [
  'superuser',
  'createRole',
  'createDatabase',
  'replication',
  'bypassRls',
  'inherit',
  'login',
] as const;

/** Never with a password: snapshots hold none. */
function attributesOf(row: RoleRow): RoleAttributes {
  const { superuser, createRole, createDatabase, replication, bypassRls, inherit, login, connectionLimit } =
    row;
  return {
    ...{ superuser, createRole, createDatabase, replication, bypassRls, inherit, login, connectionLimit },
    ...(row.validUntil === null ? {} : { validUntil: row.validUntil }),
  };
}

function differ(one: RoleRow, other: RoleRow): boolean {
  return (
    flags.some((flag) => one[flag] !== other[flag]) ||
    one.connectionLimit !== other.connectionLimit ||
    (one.validUntil ?? 'infinity') !== (other.validUntil ?? 'infinity')
  );
}

/** Roles that are not there are made; those that are (the bootstrap superuser, predefined ones) get the attributes. */
export function roleSteps(wanted: Inventory, present: Inventory): readonly RebuildStep[] {
  const there = new Map(clusterRows(present.cluster.roles).map((row) => [row.name, row]));
  return clusterRows(wanted.cluster.roles).flatMap((row): readonly RebuildStep[] => {
    const { name } = row;
    const attributes = attributesOf(row);
    const old = there.get(name);
    if (old === undefined) {
      const { sql } = renderCreateRole({ do: 'create-role', role: name, attributes });
      return [{ kind: 'roles', name, sql: [sql] }];
    }
    if (!differ(old, row)) return [];
    const { sql } = renderAlterRole({ do: 'alter-role', role: name, attributes });
    return [{ kind: 'attributes of roles', name, sql: [sql] }];
  });
}

const keyOf = (row: MembershipRow) =>
  JSON.stringify([row.role, row.member, row.grantor, row.adminOption, row.inheritOption, row.setOption]);

/**
 * Memberships with options and grantors. Before 16 a grantor may be gone, and options are the roles' own: without its grantor such a
 * one stands as the bootstrap superuser's.
 */
export function membershipSteps(wanted: Inventory, present: Inventory): readonly RebuildStep[] {
  const { versionNum } = wanted.server;
  const rows = clusterRows(wanted.cluster.memberships);
  const there = clusterRows(present.cluster.memberships);
  const has = new Set(there.map(keyOf));
  const keep = new Set(rows.map(keyOf));
  const surplus = there.filter((row) => !keep.has(keyOf(row)));
  const named = ({ role, member }: MembershipRow) => `${member} in ${role}`;
  return [
    ...surplus.map((row) => ({
      kind: 'memberships taken away',
      name: named(row),
      sql: [renderRevokeMembership({ do: 'revoke-membership', ...row }, versionNum, true).sql],
    })),
    ...rows
      .filter((row) => !has.has(keyOf(row)))
      .map((row): RebuildStep => {
        const step = {
          kind: 'memberships',
          name: named(row),
          sql: [renderGrantMembership(row, versionNum).sql],
        };
        const { bootstrapRole } = wanted.server;
        const instead = renderGrantMembership({ ...row, grantor: bootstrapRole }, versionNum).sql;
        return { ...step, instead: { kind: 'grantors of memberships', sql: [instead] } };
      }),
  ];
}

/**
 * `pg_db_role_setting`. What counts for everybody is first fixed for `admin`, so that our own sessions stay usable; `touched` parameters
 * (lower case) are what is tried, and nothing for everybody may stand before them.
 */
export function roleSettingSteps(
  wanted: Inventory,
  admin: string,
  touched: ReadonlySet<string>,
  lost: NotCarried,
): { readonly own: readonly string[]; readonly steps: readonly RebuildStep[] } {
  const own = new Set<string>();
  const steps: RebuildStep[] = [];
  for (const { role, database, parameter, value } of clusterRows(wanted.cluster['role-settings'])) {
    const whose = [
      ...(role === null ? [] : [`of ${role}`]),
      ...(database === null ? [] : [`in ${database}`]),
    ].join(' ');
    const name = `${parameter} ${whose || 'of all roles'}`;
    if (value.includes(redacted)) {
      lost.add('settings whose value is hidden', name);
      continue;
    }
    if (role === null && touched.has(parameter.toLowerCase())) {
      lost.add('settings for everybody of a parameter that is tried', name);
      continue;
    }
    const set = setOrReset(parameter, value);
    if (role === null) own.add(`ALTER ROLE ${identifier(admin)} ${set.split(' = ', 1)[0]} FROM CURRENT`);
    const of = `ALTER ROLE ${role === null ? 'ALL' : identifier(role)}`;
    const within = database === null ? '' : ` IN DATABASE ${identifier(database)}`;
    steps.push({ kind: 'settings of roles and databases', name, sql: [`${of}${within} ${set}`] });
  }
  return { own: [...own], steps };
}
