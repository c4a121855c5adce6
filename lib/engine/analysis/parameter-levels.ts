import type { RoleSettingRow } from '../inventory/sections/role-settings.ts';
import type { SettingRow } from '../inventory/sections/settings.ts';
import type { ClusterFacts } from './facts.ts';
import { isOwnValue, parameter } from './parameter.ts';

/**
 * One level at which a parameter is set and which decides for at least one session that can come about: `server` (the
 * configuration files), `everyone` (`ALTER ROLE ALL SET`), or a role, a database, a role in a database.
 * `value` is null where the server-wide value hides behind a setting of the scan's own role.
 */
export interface ParameterLevel {
  readonly level: 'server' | 'everyone' | 'override';
  readonly role: string | null;
  readonly database: string | null;
  readonly value: string | null;
}

export interface ParameterLevels {
  readonly row: SettingRow;
  readonly levels: readonly ParameterLevel[];
  /** Levels of roles that log in, and the server's, that decide for nobody now and would if a level above them went. */
  readonly beneath: readonly ParameterLevel[];
}

/** Sections that `parameterLevels` reads. */
export const parameterLevelNeeds = ['settings', 'role-settings', 'roles', 'databases'] as const;

const key = (role: string | null, database: string | null) => JSON.stringify([role, database]);

function serverLevel(row: SettingRow, everyone: RoleSettingRow | undefined): ParameterLevel {
  const base = { role: null, database: null };
  if (everyone) return { ...base, level: 'everyone', value: everyone.value };
  return { ...base, level: 'server', value: isOwnValue(row) ? null : row.value };
}

/** The overrides of one parameter, whichever case an extension's parameter was written in. */
export function overridesOf(facts: ClusterFacts, name: string): readonly RoleSettingRow[] {
  return facts.read('role-settings').filter((row) => row.parameter.toLowerCase() === name);
}

/**
 * Where the value comes from that a new session runs under, over every role that can log in and every database that
 * accepts connections: role in database, before role, before database, before `ALTER ROLE ALL`, before the server.
 * Levels that decide for nobody (a role that cannot log in) are left out. Null where the server has no such parameter.
 */
export function parameterLevels(facts: ClusterFacts, name: string): ParameterLevels | null {
  const row = parameter(facts, name);
  if (!row) return null;
  const overrides = overridesOf(facts, name);
  const base = serverLevel(
    row,
    overrides.find((one) => one.role === null && one.database === null),
  );
  const known = new Map(
    overrides
      .filter((one) => one.role !== null || one.database !== null)
      .map((one): [string, ParameterLevel] => [key(one.role, one.database), { ...one, level: 'override' }]),
  );
  // Roles and databases without any override are all alike: one of each stands for the rest.
  const named = {
    roles: new Set(overrides.map((one) => one.role)),
    databases: new Set(overrides.map((one) => one.database)),
  };
  const sample = <Row extends { readonly name: string }>(
    rows: readonly Row[],
    names: ReadonlySet<string | null>,
  ) => {
    const plain = rows.find((one) => !names.has(one.name));
    return [...rows.filter((one) => names.has(one.name)), ...(plain ? [plain] : [])];
  };
  const roles = sample(
    facts.read('roles').filter((one) => one.login),
    named.roles,
  );
  const databases = sample(
    facts.read('databases').filter((one) => one.allowConnections),
    named.databases,
  );
  const deciding = new Set<ParameterLevel>();
  for (const role of roles) {
    for (const database of databases) {
      const candidates = [key(role.name, database.name), key(role.name, null), key(null, database.name)];
      deciding.add(candidates.map((one) => known.get(one)).find((one) => one !== undefined) ?? base);
    }
  }
  const loginNames = new Set(roles.map((one) => one.name));
  const all = [base, ...known.values()];
  return {
    row,
    levels: all.filter((level) => deciding.has(level)),
    beneath: all.filter(
      (level) => !deciding.has(level) && (level.role === null || loginNames.has(level.role)),
    ),
  };
}
