import type { SettingRow } from '../inventory/sections/settings.ts';
import type { ClusterFacts } from './facts.ts';

/** Sources in `pg_settings.source` that come from the scan's own role or session and hide what the server is set to. */
const ownSources = new Set(['database', 'user', 'database user', 'client', 'session']);

/**
 * A parameter of the section `settings`, or null where this server has none of that name (another major, a module that
 * is not loaded). Not for the parameters of `protected-settings`: their absence from `settings` says nothing.
 */
export function parameter(facts: ClusterFacts, name: string): SettingRow | null {
  return facts.read('settings').find((row) => row.name === name) ?? null;
}

/** A parameter that only `pg_read_all_settings` shows; the section is a gap unless all of them were seen. */
export function protectedParameter(facts: ClusterFacts, name: string): SettingRow | null {
  return facts.read('protected-settings').find((row) => row.name === name) ?? null;
}

/** Whether the value belongs to the scan's own role, so that the server-wide one cannot be seen behind it. */
export const isOwnValue = (row: SettingRow): boolean => ownSources.has(row.source);

/** A boolean as the server reads it: any unambiguous prefix, in any case; null for anything else. */
export function parseBoolean(text: string | null): boolean | null {
  const word = (text ?? '').trim().toLowerCase();
  if (word === '') return null;
  if (word === '1' || word === 'on' || 'true'.startsWith(word) || 'yes'.startsWith(word)) return true;
  if (
    word === '0' ||
    (word.length > 1 && 'off'.startsWith(word)) ||
    'false'.startsWith(word) ||
    'no'.startsWith(word)
  )
    return false;
  return null;
}

/** The entries of a list-valued parameter as they are spelt, without quotes and blanks. */
export function splitList(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim().replace(/^"(.*)"$/, '$1'))
    .filter((word) => word !== '');
}

/** The words of a list-valued parameter, lower case, without quotes and blanks. */
export const parseList = (text: string | null): readonly string[] =>
  splitList(text).map((word) => word.toLowerCase());

const inMilliseconds: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A duration in milliseconds: a bare number counts in `unit`, the parameter's own; null where it is no duration. */
export function parseDuration(text: string | null, unit: string | null): number | null {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*$/.exec(text ?? '');
  if (!match?.[1]) return null;
  const factor = inMilliseconds[match[2] ?? unit ?? 'ms'];
  return factor === undefined ? null : Number(match[1]) * factor;
}

/**
 * A file mode. The server shows such a parameter as four octal digits, but its reset value, which is what the inventory
 * keeps, as a decimal number. Null where it is neither.
 */
export function parseFileMode(text: string | null): number | null {
  if (text === null || !/^\d{1,4}$/.test(text)) return null;
  if (/^0[0-7]{3}$/.test(text)) return Number.parseInt(text, 8);
  return Number(text) <= 0o7777 ? Number(text) : null;
}

export const formatFileMode = (mode: number): string => mode.toString(8).padStart(4, '0');
