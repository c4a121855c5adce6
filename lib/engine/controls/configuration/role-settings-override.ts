import { parseBoolean, parseList } from '../../analysis/parameter.ts';
import { overridesOf } from '../../analysis/parameter-levels.ts';
import type { RoleSettingRow } from '../../inventory/sections/role-settings.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Severity } from '../../model/severity.ts';
import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';

/** Settings that change what a session may do or what guards it, and what makes a value of them weak. */
const weak: readonly {
  readonly parameter: string;
  readonly severity: Severity;
  readonly isWeak: (row: RoleSettingRow) => boolean;
  readonly why: string;
}[] = [
  {
    parameter: 'role',
    severity: 'high',
    isWeak: (row) => !['none', row.role ?? ''].includes(row.value),
    why: 'sessions begin as another role than the one that logged in',
  },
  {
    parameter: 'session_replication_role',
    severity: 'high',
    isWeak: (row) => row.value.trim().toLowerCase() !== 'origin',
    why: 'ordinary triggers and foreign keys do not fire',
  },
  {
    parameter: 'event_triggers',
    severity: 'medium',
    isWeak: (row) => parseBoolean(row.value) === false,
    why: 'event triggers do not fire, those that record or refuse DDL among them',
  },
  {
    parameter: 'row_security',
    severity: 'medium',
    isWeak: (row) => parseBoolean(row.value) === false,
    why: 'queries on protected tables fail, which tempts people to grant BYPASSRLS',
  },
  {
    parameter: 'search_path',
    severity: 'medium',
    isWeak: (row) => {
      const schemas = parseList(row.value);
      const catalog = schemas.indexOf('pg_catalog');
      const temporary = schemas.indexOf('pg_temp');
      return catalog > 0 || (temporary >= 0 && temporary < schemas.length - 1);
    },
    why: 'objects of other schemas stand in front of the built-in ones',
  },
  {
    parameter: 'session_preload_libraries',
    severity: 'medium',
    isWeak: (row) => parseList(row.value).length > 0,
    why: 'a library is loaded into its sessions only',
  },
  {
    parameter: 'dynamic_library_path',
    severity: 'high',
    isWeak: (row) => row.value.trim() !== '$libdir',
    why: 'libraries are looked for outside the server installation',
  },
];

function whose(row: RoleSettingRow): string {
  const parts = [
    row.role === null ? '' : `role ${row.role}`,
    row.database === null ? '' : `database ${row.database}`,
  ];
  return parts.filter((part) => part !== '').join(' in ') || 'all roles';
}

function finding(row: RoleSettingRow, severity: Severity, why: string): FindingDraft {
  const at = {
    ...(row.role === null ? {} : { role: row.role }),
    ...(row.database === null ? {} : { database: row.database }),
  };
  const everybody = row.role === null && row.database === null;
  return {
    object: settingObject(row.parameter, at),
    title: `The setting ${row.parameter} of ${whose(row)} weakens it: ${why}`,
    evidence: { parameter: row.parameter, value: row.value, role: row.role, database: row.database },
    severity,
    remedy: everybody
      ? { manual: `Run ALTER ROLE ALL RESET ${row.parameter}.` }
      : { changes: [{ do: 'set-parameter', parameter: row.parameter, value: null, at }] },
  };
}

export const roleSettingsOverride = defineControl({
  id: 'role-settings-override',
  title: 'No role or database carries a setting that weakens its sessions',
  area: 'configuration',
  scope: 'cluster',
  severity: 'medium',
  needs: ['role-settings'],
  threats: ['escalation-to-superuser', 'trojan-objects', 'cross-tenant-access'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'CM-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'ALTER ROLE SET and ALTER DATABASE SET outrank the configuration files and are seldom looked at; some of them decide as whom a session runs, which guards fire and which objects a name means.',
  caution: 'Sessions that relied on the setting behave otherwise from their next login on.',
  check(cluster, policy) {
    // Where the policy names the libraries, preload-libraries-inventory tells those it approves from the others.
    const named = policy.software?.libraries === undefined ? '' : 'session_preload_libraries';
    return judged(
      weak.flatMap(({ parameter, severity, isWeak, why }) =>
        overridesOf(cluster, parameter)
          .filter((row) => parameter !== named && isWeak(row))
          .map((row) => finding(row, severity, why)),
      ),
    );
  },
});
