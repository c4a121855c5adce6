import type { Inventory } from '../../inventory/inventory.ts';
import { redacted } from '../../inventory/redact.ts';
import type { RoleAttributes } from '../../model/change.ts';
import { clusterRows } from '../prior.ts';
import { renderChange } from '../render/render-change.ts';
import { renderAlterRole, renderGrantMembership, renderNoPassword } from '../render/roles.ts';
import { type ChangeOf, type Inverse, unknownState } from './inverse-of-change.ts';
import { membershipsTaken } from './memberships.ts';

export function afterRevokeMembership(change: ChangeOf<'revoke-membership'>, inventory: Inventory): Inverse {
  const section = inventory.cluster.memberships;
  if ('gap' in section) return unknownState('the memberships');
  const { direct, dependent } = membershipsTaken(change, section.rows, inventory.server.versionNum);
  // ≤15 a grantor may have been dropped since, and shows as its OID.
  const known = new Set(clusterRows(inventory.cluster.roles).map((role) => role.name));
  const dropped = [...direct, ...dependent].find(({ grantor }) => grantor !== null && !known.has(grantor));
  if (dropped)
    return {
      irreversible: `the role that granted the membership (${dropped.grantor}) is not there any more`,
    };
  return {
    statements: [...direct, ...dependent].map((row) =>
      renderGrantMembership(row, inventory.server.versionNum),
    ),
  };
}

/** A membership that was not there goes; one that had other options gets them back. */
export function afterGrantMembership(change: ChangeOf<'grant-membership'>, inventory: Inventory): Inverse {
  const section = inventory.cluster.memberships;
  if ('gap' in section) return unknownState('the memberships');
  const perGrantor = inventory.server.versionNum >= 160000;
  const { role, member, grantor } = change;
  const prior = section.rows.find(
    (row) =>
      row.role === role &&
      row.member === member &&
      (!perGrantor || row.grantor === (grantor ?? inventory.server.bootstrapRole)),
  );
  if (!prior)
    return { statements: renderChange({ do: 'revoke-membership', role, member, grantor }, inventory) };
  if (perGrantor) return { statements: [renderGrantMembership(prior, inventory.server.versionNum)] };
  if (prior.adminOption || !change.adminOption) return { statements: [] };
  return {
    statements: renderChange({ do: 'revoke-membership', role, member, grantor, option: 'ADMIN' }, inventory),
  };
}

/** Dropping a role that meanwhile owns something or was granted something is refused by the server, and rightly. */
export function afterCreateRole(change: ChangeOf<'create-role'>, inventory: Inventory): Inverse {
  const section = inventory.cluster.roles;
  if ('gap' in section) return unknownState('the roles');
  if (section.rows.some((row) => row.name === change.role))
    return { irreversible: `role ${change.role} was there before` };
  return { statements: renderChange({ do: 'drop-role', role: change.role }, inventory) };
}

export function afterAlterRole(change: ChangeOf<'alter-role'>, inventory: Inventory): Inverse {
  const row = clusterRows(inventory.cluster.roles).find((one) => one.name === change.role);
  if (!row) return unknownState('the role');
  const before: RoleAttributes = {
    ...(change.attributes.superuser === undefined ? {} : { superuser: row.superuser }),
    ...(change.attributes.createRole === undefined ? {} : { createRole: row.createRole }),
    ...(change.attributes.createDatabase === undefined ? {} : { createDatabase: row.createDatabase }),
    ...(change.attributes.replication === undefined ? {} : { replication: row.replication }),
    ...(change.attributes.bypassRls === undefined ? {} : { bypassRls: row.bypassRls }),
    ...(change.attributes.inherit === undefined ? {} : { inherit: row.inherit }),
    ...(change.attributes.login === undefined ? {} : { login: row.login }),
    ...(change.attributes.connectionLimit === undefined ? {} : { connectionLimit: row.connectionLimit }),
    ...(change.attributes.validUntil === undefined ? {} : { validUntil: row.validUntil }),
  };
  return { statements: [renderAlterRole({ do: 'alter-role', role: change.role, attributes: before })] };
}

/**
 * A role that had no password has none again. What is stored otherwise is compared on the server and never read: a snapshot that
 * held verifiers would be worth stealing.
 */
export function afterSetPassword({ role }: ChangeOf<'set-password'>, inventory: Inventory): Inverse {
  const kinds = clusterRows(inventory.cluster['password-kinds']);
  if (kinds.find((one) => one.role === role)?.kind === 'none')
    return { statements: [renderNoPassword(role)] };
  return {
    irreversible: `what is stored as the password of ${role} now is never read by Postern, and an MD5 hash should not come back; who knows the old password can set it again, as a SCRAM verifier`,
  };
}

export function afterSetParameter(change: ChangeOf<'set-parameter'>, inventory: Inventory): Inverse {
  const { role, database } = change.at;
  const back = (value: string | null): Inverse =>
    value?.includes(redacted)
      ? {
          irreversible: `the value of ${change.parameter} before may be a secret, which Postern does not keep: note it down before`,
        }
      : { statements: renderChange({ ...change, value }, inventory) };
  if (role !== undefined || database !== undefined) {
    const section = inventory.cluster['role-settings'];
    if ('gap' in section) return unknownState('the setting');
    const prior = section.rows.find(
      (row) =>
        row.role === (role ?? null) &&
        row.database === (database ?? null) &&
        row.parameter === change.parameter,
    );
    return back(prior?.value ?? null);
  }
  const known = [
    ...clusterRows(inventory.cluster.settings),
    ...clusterRows(inventory.cluster['protected-settings']),
  ];
  const prior = known.find((row) => row.name === change.parameter);
  const unread = 'gap' in inventory.cluster.settings || 'gap' in inventory.cluster['protected-settings'];
  if (!prior && unread) return unknownState('the setting');
  // The view shows the value in force; what waits in the file for a restart it does not show.
  if (prior?.pendingRestart)
    return {
      irreversible: `a change of ${change.parameter} waits for a restart already, and its value is not shown: restart first`,
    };
  if (prior && ['database', 'user', 'database user', 'client', 'session'].includes(prior.source))
    return unknownState(`${change.parameter} (the scan role has a value of its own for it)`);
  // Only what ALTER SYSTEM itself had written stands in postgresql.auto.conf; everything else comes back by RESET.
  const inAutoConf = prior?.sourceFile?.endsWith('postgresql.auto.conf') ?? false;
  const maybeInAutoConf = prior?.source === 'configuration file' && prior.sourceFile === null;
  return back(prior && (inAutoConf || maybeInAutoConf) ? prior.value : null);
}
