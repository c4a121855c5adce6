import type { SettingRow } from '../inventory/sections/settings.ts';
import { parseBoolean, parseDuration, parseFileMode, splitList } from './parameter.ts';

const inKilobytes: Readonly<Record<string, number>> = {
  B: 1 / 1024,
  kB: 1,
  '8kB': 8,
  MB: 1024,
  '16MB': 16 * 1024,
  GB: 1024 ** 2,
  TB: 1024 ** 3,
};

/** A size in kilobytes: a bare number counts in `unit`, the parameter's own; null where it is no size. */
export function parseSize(text: string, unit: string | null): number | null {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*(B|kB|MB|GB|TB)?\s*$/.exec(text);
  const factor = inKilobytes[match?.[2] ?? unit ?? ''];
  return match?.[1] && factor !== undefined ? Number(match[1]) * factor : null;
}

/** Written in octal, and kept by the inventory as a decimal number (`parseFileMode`). */
const fileModes = new Set(['log_file_mode', 'unix_socket_permissions', 'data_directory_mode']);

/**
 * Whether two texts give a parameter the same value, whatever unit or spelling each is written in (documentation 20.1.1).
 * -1 and 0 are special to many parameters: they equal only themselves.
 */
export function sameSetting(
  row: Pick<SettingRow, 'unit'> & { readonly name?: string },
  one: string,
  other: string,
): boolean {
  const [a, b] = [one.trim(), other.trim()];
  if (a.toLowerCase() === b.toLowerCase()) return true;
  const readings = [parseSize, parseDuration] as const;
  if (row.unit !== null) {
    return readings.some((read) => {
      const value = read(a, row.unit);
      return value !== null && value === read(b, row.unit);
    });
  }
  if (fileModes.has(row.name ?? '')) {
    const mode = parseFileMode(a);
    return mode !== null && mode === parseFileMode(b);
  }
  // Blanks and quotes around the entries of a list are no part of them.
  const lists = [splitList(a), splitList(b)] as const;
  if (lists[0].length > 1 && lists[0].join(',') === lists[1].join(',')) return true;
  const boolean = parseBoolean(a);
  // A bare 1 or 0 may be a number: only a word tells that it is a boolean.
  if (boolean !== null && boolean === parseBoolean(b) && [a, b].some((text) => !/^[01]$/.test(text)))
    return true;
  return a !== '' && b !== '' && Number(a) === Number(b);
}
