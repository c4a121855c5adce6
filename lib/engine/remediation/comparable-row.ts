import { effectiveAcl } from '../analysis/acl.ts';
import type { AclText } from '../inventory/acl-text.ts';
import type { GrantableKind } from '../model/object-ref.ts';

const kinds: Readonly<Record<string, GrantableKind>> = {
  databases: 'database',
  tablespaces: 'tablespace',
  'parameter-acls': 'parameter',
  schemas: 'schema',
  columns: 'column',
  'catalog-acls': 'table',
  routines: 'function',
  types: 'type',
  languages: 'language',
  'foreign-data-wrappers': 'foreign-data-wrapper',
  'foreign-servers': 'foreign-server',
  'large-objects': 'large-object',
};

/** What rows of sections have in common where they have it. */
export type ComparedRow = {
  readonly acl?: AclText;
  readonly initialAcl?: AclText;
  readonly owner?: string;
  readonly kind?: string;
  readonly name?: string;
};

function kindOf(section: string, row: ComparedRow): GrantableKind | null {
  if (section === 'relations') return row.kind === 'sequence' ? 'sequence' : 'table';
  return kinds[section] ?? null;
}

// What the server counts and who is connected: it moves while one looks, whatever a script did. An archiver that starts late is not a change.
const moving: ReadonlySet<string> = new Set(['archiver', 'sessions', 'replication-senders']);

/** Entries in one order: an undo that grants anew leaves them in another. A list that was never written out is its default. */
function comparableAcl(acl: AclText, kind: GrantableKind, owner: string, major: number): readonly string[] {
  return effectiveAcl(acl, kind, owner, major)
    .map(({ grantee, grantor, privileges, grantable }) =>
      JSON.stringify([grantee, grantor, [...privileges].sort(), [...grantable].sort()]),
    )
    .sort();
}

/**
 * A row of a section in which two states that mean the same are equal: a NULL ACL and its default spelled out, privileges
 * in whatever order, an `infinity` that was never set, `postgresql.auto.conf` as a mere place of the same value. Null for a
 * row that says nothing of the state: statistics too.
 */
export function comparableRow(section: string, row: ComparedRow, major: number): unknown {
  if (moving.has(section)) return null;
  const kind = kindOf(section, row);
  const normal = (acl: AclText) =>
    kind === null ? acl : comparableAcl(acl, kind, row.owner ?? 'postgres', major);
  const acl = row.acl === undefined ? null : normal(row.acl);
  const plain: Record<string, unknown> = { ...row, acl };
  if (section === 'roles' && plain.validUntil === null) plain.validUntil = 'infinity';
  if (section === 'settings' || section === 'protected-settings') {
    delete plain.source;
    delete plain.sourceFile;
  }
  // Statistics, which a reset ends.
  if (section === 'databases') delete plain.checksumFailures;
  // The planner's guess, which autovacuum corrects while one looks.
  if (section === 'relations') delete plain.sizeClass;
  // Whether somebody reads from it just now.
  if (section === 'replication-slots') {
    delete plain.active;
    delete plain.lost;
  }
  // A file that is written back begins with two lines of its own; what counts is the order, which the rows have.
  if (section === 'hba-rules') delete plain.line;
  // The server shows it wherever it is written otherwise than at installation, be it in another order.
  if (section === 'catalog-acls') {
    plain.initialAcl = normal(row.initialAcl ?? null);
    if (JSON.stringify(plain.initialAcl) === JSON.stringify(acl)) return null;
  }
  // Where our own undo spells out an empty list the catalog may keep it or drop it; both say that nobody has anything.
  if (section === 'parameter-acls' && Array.isArray(acl) && acl.length === 0) return null;
  if (section === 'columns' && Array.isArray(acl) && acl.length === 0) plain.acl = [];
  return plain;
}
