import { effectiveAcl } from '../engine/analysis/acl.ts';
import type { AclText } from '../engine/inventory/acl-text.ts';
import type { Inventory, Section } from '../engine/inventory/inventory.ts';
import type { GrantableKind } from '../engine/model/object-ref.ts';

/**
 * An inventory in which two states that mean the same are equal: a NULL ACL and its default spelled out, privileges in
 * whatever order, an `infinity` that was never set, `postgresql.auto.conf` as a mere place of the same value.
 */
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

const kinds: Readonly<Record<string, GrantableKind>> = {
  databases: 'database',
  tablespaces: 'tablespace',
  'parameter-acls': 'parameter',
  schemas: 'schema',
  columns: 'column',
  routines: 'function',
  types: 'type',
  languages: 'language',
  'foreign-data-wrappers': 'foreign-data-wrapper',
  'foreign-servers': 'foreign-server',
  'large-objects': 'large-object',
};

type Row = {
  readonly acl?: AclText;
  readonly owner?: string;
  readonly kind?: string;
  readonly name?: string;
};

function kindOf(section: string, row: Row): GrantableKind | null {
  if (section === 'relations') return row.kind === 'sequence' ? 'sequence' : 'table';
  return kinds[section] ?? null;
}

function normalRow(section: string, row: Row, major: number): unknown {
  if (section === 'sessions') return null;
  const kind = kindOf(section, row);
  const acl =
    kind === null || row.acl === undefined
      ? (row.acl ?? null)
      : effectiveAcl(row.acl, kind, row.owner ?? 'postgres', major)
          .map((item) =>
            JSON.stringify([
              item.grantee,
              item.grantor,
              [...item.privileges].sort(),
              [...item.grantable].sort(),
            ]),
          )
          .sort();
  const plain: Record<string, unknown> = { ...row, acl };
  if (section === 'roles' && plain.validUntil === null) plain.validUntil = 'infinity';
  if (section === 'settings' || section === 'protected-settings') {
    delete plain.source;
    delete plain.sourceFile;
  }
  // The planner's guess, which autovacuum corrects while one looks.
  if (section === 'relations') delete plain.sizeClass;
  // A file that is written back begins with two lines of its own; what counts is the order, which the rows have.
  if (section === 'hba-rules') delete plain.line;
  // Where our own undo spells out an empty list the catalog may keep it or drop it; both say that nobody has anything.
  if (section === 'parameter-acls' && Array.isArray(acl) && acl.length === 0) return null;
  if (section === 'columns' && Array.isArray(acl) && acl.length === 0) plain.acl = [];
  return plain;
}

function normal(name: string, section: Section<unknown>, major: number): unknown {
  if ('gap' in section) return section;
  if (name === 'sessions') return [];
  return section.rows.map((row) => normalRow(name, row as Row, major)).filter((row) => row !== null);
}

/** Every leaf with where it stands, so that a difference of thousands of rows shows as the lines that differ. */
export function linesOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, `${path}/${key}`));
}
