import { effectiveAcl } from '../../analysis/acl.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Change, RoleAttributes } from '../../model/change.ts';
import { giveBack, grantsOn, takenAway } from '../object-grants.ts';
import type { PlannedStatement } from '../plan.ts';
import { clusterRows, databaseRows } from '../prior.ts';
import { splitNameList } from '../render/list-setting.ts';
import { renderChange } from '../render/render-change.ts';
import { renderAlterRole, renderGrantMembership } from '../render/roles.ts';
import { membershipsTaken } from './memberships.ts';

/** What undoes one change, computed from the state before it, or why nothing can. */
export type Inverse =
  | { readonly statements: readonly PlannedStatement[] }
  | { readonly irreversible: string };

const nothing: Inverse = { statements: [] };
const unknownState = (what: string): Inverse => ({
  irreversible: `the state of ${what} before the change was not read`,
});

type Of<Do extends Change['do']> = Extract<Change, { do: Do }>;

function afterRevoke(change: Of<'revoke'>, inventory: Inventory): Inverse {
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return unknownState('the privileges');
  const { direct, dependent } = takenAway(change, prior.owner, prior.grants);
  const back = giveBack(change.on, [...direct, ...dependent]);
  return { statements: back.flatMap((grant) => renderChange(grant, inventory)) };
}

function afterGrant(change: Of<'grant'>, inventory: Inventory): Inverse {
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return unknownState('the privileges');
  const column = change.on.kind === 'column' ? (change.on.column ?? null) : null;
  const had = prior.grants.filter(
    (one) => one.grantee === change.to && one.grantor === change.grantor && one.column === column,
  );
  const fresh = change.privileges.filter((privilege) => !had.some((one) => one.privilege === privilege));
  const upgraded = change.withGrantOption
    ? change.privileges.filter((privilege) =>
        had.some((one) => one.privilege === privilege && !one.grantable),
      )
    : [];
  const revoke = { do: 'revoke', on: change.on, from: change.to, grantor: change.grantor } as const;
  return {
    statements: [
      ...(fresh.length > 0 ? renderChange({ ...revoke, privileges: fresh }, inventory) : []),
      ...(upgraded.length > 0
        ? renderChange({ ...revoke, privileges: upgraded, grantOptionOnly: true }, inventory)
        : []),
    ],
  };
}

function afterRevokeMembership(change: Of<'revoke-membership'>, inventory: Inventory): Inverse {
  const section = inventory.cluster.memberships;
  if ('gap' in section) return unknownState('the memberships');
  const { direct, dependent } = membershipsTaken(change, section.rows, inventory.server.versionNum);
  return {
    statements: [...direct, ...dependent].map((row) =>
      renderGrantMembership(row, inventory.server.versionNum),
    ),
  };
}

function afterAlterRole(change: Of<'alter-role'>, inventory: Inventory): Inverse {
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

function afterSetParameter(change: Of<'set-parameter'>, inventory: Inventory): Inverse {
  const { role, database } = change.at;
  const back = (value: string | null): Inverse => ({
    statements: renderChange({ ...change, value }, inventory),
  });
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
  // Only what ALTER SYSTEM itself had written stands in postgresql.auto.conf; everything else comes back by RESET.
  const inAutoConf = prior?.sourceFile?.endsWith('postgresql.auto.conf') ?? false;
  const maybeInAutoConf = prior?.source === 'configuration file' && prior.sourceFile === null;
  return back(prior && (inAutoConf || maybeInAutoConf) ? prior.value : null);
}

function afterRowSecurity(change: Of<'row-security'>, inventory: Inventory): Inverse {
  const row = databaseRows(inventory, change.on.database, 'relations').find(
    (one) => one.schema === change.on.schema && one.name === change.on.name,
  );
  if (!row) return unknownState('the table');
  return {
    statements: renderChange(
      {
        do: 'row-security',
        on: change.on,
        ...(change.enable === undefined ? {} : { enable: row.rowSecurity }),
        ...(change.force === undefined ? {} : { force: row.forceRowSecurity }),
      },
      inventory,
    ),
  };
}

function policyBefore(change: Of<'create-policy'> | Of<'drop-policy'>, inventory: Inventory): Inverse {
  const prior = databaseRows(inventory, change.on.database, 'policies').find(
    (row) => row.schema === change.on.schema && row.relation === change.on.name && row.name === change.policy,
  );
  if (prior) {
    const { permissive, command, roles, using, withCheck } = prior;
    return {
      statements: renderChange(
        {
          do: 'create-policy',
          on: change.on,
          policy: change.policy,
          permissive,
          command,
          roles,
          using,
          withCheck,
        },
        inventory,
      ),
    };
  }
  if (change.do === 'drop-policy') return nothing;
  return { statements: renderChange({ do: 'drop-policy', on: change.on, policy: change.policy }, inventory) };
}

function afterViewOption(change: Of<'set-view-option'>, inventory: Inventory): Inverse {
  const row = databaseRows(inventory, change.on.database, 'relations').find(
    (one) => one.schema === change.on.schema && one.name === change.on.name,
  );
  if (!row) return unknownState('the view');
  const option = row.options.find((one) => one.startsWith(`${change.option}=`));
  const value =
    option === undefined
      ? null
      : ['true', 'on', 'yes', '1'].includes(option.slice(change.option.length + 1).toLowerCase());
  return { statements: renderChange({ ...change, value }, inventory) };
}

function routineBefore(
  change: Of<'routine-search-path'> | Of<'routine-security'> | Of<'routine-leakproof'>,
  inventory: Inventory,
): Inverse {
  const { schema, name, signature, database } = change.on;
  const row = databaseRows(inventory, database, 'routines').find(
    (one) => one.schema === schema && one.name === name && one.signature === signature,
  );
  if (!row) return unknownState('the routine');
  if (change.do === 'routine-security')
    return { statements: renderChange({ ...change, definer: row.securityDefiner }, inventory) };
  if (change.do === 'routine-leakproof')
    return { statements: renderChange({ ...change, leakproof: row.leakproof }, inventory) };
  const path = row.config.find((one) => one.startsWith('search_path='));
  const schemas = path === undefined ? null : splitNameList(path.slice('search_path='.length));
  return { statements: renderChange({ ...change, schemas }, inventory) };
}

/** Moving an object hands its old owner's grants to the new one; what the new owner already held has to be granted again. */
function afterAlterOwner(change: Of<'alter-owner'>, inventory: Inventory): Inverse {
  const prior = grantsOn(inventory, change.on);
  if (prior === null) return unknownState('the owner');
  const merged = prior.grants.filter((one) => one.grantee === change.to);
  return {
    statements: [
      ...renderChange({ ...change, to: prior.owner }, inventory),
      ...giveBack(change.on, merged).flatMap((grant) => renderChange(grant, inventory)),
    ],
  };
}

const defaultAclKind = {
  TABLES: 'table',
  SEQUENCES: 'sequence',
  FUNCTIONS: 'function',
  TYPES: 'type',
  SCHEMAS: 'schema',
  'LARGE OBJECTS': 'large-object',
} as const;

function afterDefaultPrivileges(
  change: Of<'default-privileges'>,
  inventory: Inventory,
  database: string | null,
): Inverse {
  const rows = databaseRows(inventory, database ?? undefined, 'default-acls');
  const row = rows.find(
    (one) => one.role === change.forRole && one.schema === change.inSchema && one.objects === change.objects,
  );
  // Without a row the built-in default holds globally, and nothing is added per schema.
  const acl = row ? row.acl : change.inSchema === null ? null : [];
  const items = effectiveAcl(acl, defaultAclKind[change.objects], change.forRole).filter(
    (item) => item.grantee === change.grantee,
  );
  const held = change.privileges.filter((privilege) =>
    items.some((item) => item.privileges.includes(privilege)),
  );
  const affected =
    change.action === 'revoke' ? held : change.privileges.filter((privilege) => !held.includes(privilege));
  if (affected.length === 0) return nothing;
  const withGrantOption = items.some((item) =>
    affected.some((privilege) => item.grantable.includes(privilege)),
  );
  const action = change.action === 'revoke' ? 'grant' : 'revoke';
  return {
    statements: renderChange({ ...change, action, privileges: affected, withGrantOption }, inventory),
  };
}

/** `database` is where the change runs; default privileges do not name it themselves. */
export function inverseOf(change: Change, inventory: Inventory, database: string | null): Inverse {
  switch (change.do) {
    case 'revoke':
      return afterRevoke(change, inventory);
    case 'grant':
      return afterGrant(change, inventory);
    case 'revoke-membership':
      return afterRevokeMembership(change, inventory);
    case 'alter-role':
      return afterAlterRole(change, inventory);
    case 'set-parameter':
      return afterSetParameter(change, inventory);
    case 'row-security':
      return afterRowSecurity(change, inventory);
    case 'create-policy':
    case 'drop-policy':
      return policyBefore(change, inventory);
    case 'set-view-option':
      return afterViewOption(change, inventory);
    case 'routine-search-path':
    case 'routine-security':
    case 'routine-leakproof':
      return routineBefore(change, inventory);
    case 'alter-owner':
      return afterAlterOwner(change, inventory);
    case 'default-privileges':
      return afterDefaultPrivileges(change, inventory, database);
    case 'update-extension':
      return { irreversible: 'extensions seldom ship a way back to an older version; restore from a backup' };
    case 'edit-hba':
      return nothing;
  }
}
