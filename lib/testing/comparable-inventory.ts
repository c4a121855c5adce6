import type { Inventory, Section } from '../engine/inventory/inventory.ts';
import { type ComparedRow, comparableRow } from '../engine/remediation/comparable-row.ts';

/** An inventory in which two states that mean the same are equal (`comparableRow`). */
export function comparable(inventory: Inventory): unknown {
  const major = Math.floor(inventory.server.versionNum / 10_000);
  return {
    cluster: Object.fromEntries(
      Object.entries(inventory.cluster).map(([name, section]) => [name, normal(name, section, major)]),
    ),
    databases: inventory.databases.map((one) => [
      one.name,
      Object.fromEntries(
        Object.entries(one.sections).map(([name, section]) => [name, normal(name, section, major)]),
      ),
    ]),
  };
}

function normal(name: string, section: Section<unknown>, major: number): unknown {
  if ('gap' in section) return section;
  return section.rows
    .map((row) => comparableRow(name, row as ComparedRow, major))
    .filter((row) => row !== null);
}

/** Every leaf with where it stands, so that a difference of thousands of rows shows as the lines that differ. */
export function linesOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, `${path}/${key}`));
}
