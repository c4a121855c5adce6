import { parseBoolean, parseDuration } from '../../analysis/parameter.ts';
import { parseSize } from '../../analysis/setting-value.ts';
import { redactValue } from '../../inventory/redact.ts';
import type { SettingRow } from '../../inventory/sections/settings.ts';
import type { Change } from '../../model/change.ts';
import { isQuotedList, splitNameList } from '../render/list-setting.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import type { SectionDraft } from './section-draft.ts';
import { nameList } from './setting-text.ts';
import { Unpredictable } from './unpredictable.ts';

type SetParameter = Extract<Change, { do: 'set-parameter' }>;

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const perUnit = { ms: 1, s: 1_000, min: 60_000 } as const;
const kilobytesPerUnit = { B: 1 / 1024, kB: 1, '8kB': 8, MB: 1024, '16MB': 16_384 } as const;

const isKey = <Keys extends object>(keys: Keys, text: string): text is Extract<keyof Keys, string> =>
  Object.hasOwn(keys, text);

/** In the parameter's own unit, as `pg_settings` shows it. */
function number(value: string, unit: string): string {
  const own = isKey(perUnit, unit)
    ? (parseDuration(value, unit) ?? Number.NaN) / perUnit[unit]
    : isKey(kilobytesPerUnit, unit)
      ? (parseSize(value, unit) ?? Number.NaN) / kilobytesPerUnit[unit]
      : Number.NaN;
  if (Number.isNaN(own)) throw new Unpredictable(`how the server writes that value in ${unit} is not known`);
  return String(Number.isInteger(own) ? own : Math.round(own));
}

/** The value as the server shows it once it has taken it. */
function shown(row: SettingRow, value: string): string {
  if (isQuotedList(row.name)) return nameList(splitNameList(value));
  if (row.unit !== null) return number(value, row.unit);
  const boolean = [row.bootValue, row.value].some((one) => one === 'on' || one === 'off');
  const read = boolean ? parseBoolean(value) : null;
  return read === null ? value : read ? 'on' : 'off';
}

/** Sources that the file of ALTER SYSTEM does not override. */
const stronger = new Set(['command line', 'environment variable', 'override']);
/** Sources of the scan's own session, which hide the server's value. */
const own = new Set(['database', 'user', 'database user', 'client', 'session']);

/** What stands in a parameter's row after ALTER SYSTEM, the reload, and the restart where one is due. */
function afterSystem(row: SettingRow, value: string | null): SettingRow {
  if (row.context === 'internal') throw new Unpredictable(`${row.name} cannot be set`);
  if (stronger.has(row.source)) throw new Unpredictable(`${row.name} is set on the server's command line`);
  if (own.has(row.source) || row.value === null) return row;
  if (value !== null) {
    const next = redactValue(row.name, shown(row, value));
    const sourceFile = row.sourceFile === null ? null : 'postgresql.auto.conf';
    return { ...row, value: next, source: 'configuration file', sourceFile, pendingRestart: false };
  }
  const maybeOurs = row.sourceFile === null || row.sourceFile.endsWith('postgresql.auto.conf');
  if (row.source === 'configuration file' && maybeOurs)
    throw new Unpredictable(`what postgresql.conf says of ${row.name} underneath is not in the snapshot`);
  return row;
}

function predictSystem(draft: InventoryDraft, { parameter, value }: SetParameter): void {
  for (const name of ['settings', 'protected-settings'] as const) {
    const section = draft.cluster(name);
    const row = section.wasRead && section.find((one) => sameName(one.name, parameter));
    if (!row) continue;
    section.replace(row, afterSystem(row, value));
    closeWhatFollows(draft, row.name);
    return;
  }
  // Says which of the two is unread, if one is.
  for (const name of ['settings', 'protected-settings'] as const) void draft.cluster(name).rows;
  throw new Unpredictable(`this server has no parameter ${parameter}`);
}

/** Rules that another setting makes effective or not. */
function closeWhatFollows(draft: InventoryDraft, parameter: string): void {
  const close = (section: SectionDraft<unknown>, input: string) =>
    section.close({
      input,
      database: null,
      reason: `what it will be under another ${parameter} is for the next scan to read`,
      grant: null,
    });
  const rules = draft.cluster('hba-rules');
  const moved = parameter === 'hba_file';
  if (moved || (parameter === 'ssl' && rules.wasRead && rules.rows.some((row) => row.type === 'hostssl')))
    close(rules, 'hba-rules');
  if (parameter === 'ident_file') close(draft.cluster('ident-mappings'), 'ident-mappings');
}

/** `pg_db_role_setting`: the value as it was written, lists quoted name by name. */
function predictForRole(draft: InventoryDraft, change: SetParameter): void {
  const [role, database] = [change.at.role ?? null, change.at.database ?? null];
  const section = draft.cluster('role-settings');
  const row = section.find(
    (one) => one.role === role && one.database === database && sameName(one.parameter, change.parameter),
  );
  section.remove((one) => one === row);
  if (change.value === null) return;
  const parameter = row?.parameter ?? canonicalName(draft, change.parameter);
  const value = isQuotedList(parameter) ? nameList(splitNameList(change.value)) : change.value;
  section.insert({ role, database, parameter, value: redactValue(parameter, value) });
}

/** As the server spells it: `DateStyle`, `TimeZone`. */
function canonicalName(draft: InventoryDraft, name: string): string {
  for (const section of [draft.cluster('settings'), draft.cluster('protected-settings')]) {
    const row = section.wasRead ? section.find((one) => sameName(one.name, name)) : undefined;
    if (row) return row.name;
  }
  return name;
}

/**
 * A parameter for the server, a role, a database or a role in one. A parameter that takes a restart has its new value: what
 * is predicted is the state in which everything has taken effect.
 */
export function predictSetParameter(draft: InventoryDraft, change: SetParameter): void {
  const { role, database } = change.at;
  if (role === undefined && database === undefined) predictSystem(draft, change);
  else predictForRole(draft, change);
}
