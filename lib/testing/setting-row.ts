import type { SettingRow } from '../engine/inventory/sections/settings.ts';

/** A row of the section `settings` for pure tests, as a server with that value in its configuration file has it. */
export function settingRow(name: string, value: string, more: Partial<SettingRow> = {}): SettingRow {
  return {
    name,
    value,
    unit: null,
    context: 'sighup',
    source: 'configuration file',
    sourceFile: null,
    bootValue: '',
    pendingRestart: false,
    ...more,
  };
}
