import { yamlText } from '../yaml-text.ts';
import { isRecord } from './apply-edits.ts';

// Words that need no quotes wherever they stand, in a list in brackets too; addresses and days as people write them.
const words = /^[\p{L}_][\p{L}\p{N}_./()@+-]*( [\p{L}\p{N}_./()@+-]+)*$/u;
const address = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$|^\d{4}-\d{2}-\d{2}$/;
const taken = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** Past this an entry is written over several lines. */
const widest = 110;

export function scalarText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  if ((words.test(value) && !taken.test(value)) || address.test(value)) return value;
  return yamlText(value);
}

export const isScalarValue = (value: unknown) => typeof value !== 'object' || value === null;

/** On one line, in brackets and braces. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isRecord(value)) return scalarText(value);
  const pairs = Object.entries(value).map(([key, item]) => `${scalarText(key)}: ${flowText(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function isFlat(value: unknown): boolean {
  if (isScalarValue(value)) return true;
  const items = Array.isArray(value) ? value : Object.values(value as object);
  return items.every((item) => isScalarValue(item) || (Array.isArray(item) && item.every(isScalarValue)));
}

/** Whether a value stands well on one line. */
export function fitsOneLine(value: unknown): boolean {
  return isFlat(value) && flowText(value).length <= widest;
}

/** `key: value`, without the last line's end; further lines are indented `column` and more. */
export function pairText(key: string, value: unknown, column: number): string {
  const name = scalarText(key);
  if (isScalarValue(value)) return `${name}: ${scalarText(value)}`;
  if (Array.isArray(value)) {
    if (value.every(isScalarValue)) return `${name}: ${flowText(value)}`;
    const inner = column + 2;
    return [`${name}:`, ...value.map((item) => `${' '.repeat(inner)}- ${itemText(item, inner, null)}`)].join(
      '\n',
    );
  }
  const pairs = Object.entries(value as object);
  if (pairs.length === 0) return `${name}: {}`;
  const inner = column + 2;
  return [
    `${name}:`,
    ...pairs.map(([part, item]) => `${' '.repeat(inner)}${pairText(part, item, inner)}`),
  ].join('\n');
}

/** What follows `- ` in a list whose dashes stand at `column`. `flow`: as its neighbours do; null: whichever fits. */
export function itemText(value: unknown, column: number, flow: boolean | null): string {
  if (!isRecord(value) || (flow ?? fitsOneLine(value))) return flowText(value);
  const inner = column + 2;
  const pairs = Object.entries(value).map(([key, item]) => pairText(key, item, inner));
  return pairs.length === 0 ? '{}' : pairs.join(`\n${' '.repeat(inner)}`);
}
