import type { Inventory, Section } from '../../inventory/inventory.ts';
import type { ClusterSectionName, DatabaseSectionName, SectionName } from '../../inventory/section-name.ts';
import { visibleText } from '../../model/visible-text.ts';
import { type ComparedRow, comparableRow } from '../comparable-row.ts';

const isRow = (value: unknown): value is ComparedRow => typeof value === 'object' && value !== null;

/**
 * Expressions stand in a prediction as the script writes them, on the server as it writes them out: only that there is one
 * counts. A new role's number is the server's to choose.
 */
function comparableText(section: string, row: unknown, major: number): string | null {
  if (!isRow(row)) return null;
  const plain = comparableRow(section, row, major);
  if (typeof plain !== 'object' || plain === null) return JSON.stringify(plain);
  if (section === 'roles') return JSON.stringify({ ...plain, oid: null });
  if (section !== 'policies') return JSON.stringify(plain);
  const given = (key: string) => Reflect.get(plain, key) !== null;
  return JSON.stringify({ ...plain, using: given('using'), withCheck: given('withCheck') });
}

const named = ['schema', 'relation', 'name', 'role', 'member', 'database', 'parameter'] as const;

function nameOf(row: unknown): string {
  const parts = named.flatMap((key) => {
    const part: unknown = isRow(row) ? Reflect.get(row, key) : undefined;
    return typeof part === 'string' ? [part] : [];
  });
  return visibleText(parts.join('.'), 120);
}

/** Rows of one list and not of the other. Most are alike to the letter: only the rest is looked at closely. */
function unmatched(
  section: string,
  rows: readonly unknown[],
  others: readonly unknown[],
  major: number,
): readonly unknown[] {
  const same = new Set(others.map((row) => JSON.stringify(row)));
  const left = rows.filter((row) => !same.has(JSON.stringify(row)));
  if (left.length === 0) return left;
  const mine = new Set(rows.map((row) => JSON.stringify(row)));
  const alike = new Set(
    others.filter((row) => !mine.has(JSON.stringify(row))).map((row) => comparableText(section, row, major)),
  );
  return left.filter((row) => {
    const text = comparableText(section, row, major);
    return text !== 'null' && !alike.has(text);
  });
}

function sectionDifference(
  section: string,
  foreseen: Section<unknown>,
  seen: Section<unknown>,
  major: number,
): string | null {
  if ('gap' in foreseen) return `${section} could not be predicted: ${foreseen.gap.reason}`;
  if ('gap' in seen) return `${section} could not be read: ${seen.gap.reason}`;
  const rows = [
    ...unmatched(section, foreseen.rows, seen.rows, major),
    ...unmatched(section, seen.rows, foreseen.rows, major),
  ];
  if (rows.length === 0) return null;
  const names = [...new Set(rows.map(nameOf))].filter((name) => name !== '').sort();
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  // Rules have no names.
  const which = names.length === 0 ? '' : `: ${names.slice(0, 3).join(', ')}${more}`;
  return `${section} came out otherwise than predicted${which}`;
}

/** What stands otherwise after the script than was predicted, one sentence per section; empty where all is as foreseen. */
export function unforeseen(
  predicted: Inventory,
  after: Inventory,
  names: readonly SectionName[],
): readonly string[] {
  const major = Math.trunc(after.server.versionNum / 10_000);
  return names.flatMap((name) => {
    if (name in predicted.cluster) {
      const key = name as ClusterSectionName;
      return sectionDifference(name, predicted.cluster[key], after.cluster[key], major) ?? [];
    }
    const key = name as DatabaseSectionName;
    return after.databases.flatMap((one) => {
      const foreseen = predicted.databases.find((other) => other.name === one.name)?.sections[key];
      return (foreseen && sectionDifference(name, foreseen, one.sections[key], major)) ?? [];
    });
  });
}
