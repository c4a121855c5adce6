import type { AnswerRow } from '../connect/connected-client.ts';
import type { ScanRole } from '../connect/scan-role.ts';
import type { Substrate } from '../connect/substrate.ts';
import type { PasswordSource } from './password-source.ts';

/** What a section's SQL may depend on: the major, the scan role's rights, the substrate. */
export interface SectionContext {
  readonly versionNum: number;
  readonly scanRole: ScanRole;
  readonly substrate: Substrate;
  readonly passwordSource: PasswordSource | null;
  /** Of columns, those alone that have an ACL of their own; all when left out. */
  readonly grantedColumnsOnly?: boolean;
  /** SQL for an `aclitem[]` column as `text[]`, exact even where a role's name is all digits (see acl-text.ts). */
  readonly acl: (column: string) => string;
}

/** Why a section cannot be read, and the SQL that would allow it (null: nothing would). */
export interface Unreadable {
  readonly reason: string;
  readonly grant: string | null;
}

/** `group`, a zero byte and `within` are the key. */
export interface KeyParts<Row> {
  group(row: Row): string;
  /** Whether two rows have one `group`, told without making it. */
  together(one: Row, other: Row): boolean;
  within(row: Row): string;
}

/** One catalog section: its SQL beside its row type. Not generic in its name, so that the registry checks that. */
export interface SectionReader<Row> {
  /** Known to be closed without asking: catalogs that hide rows silently, and refusals whose grant is known. */
  closed?(context: SectionContext): Unreadable | null;
  /** One statement, everything qualified, or null where this major has nothing of the kind: read, and empty. */
  sql(context: SectionContext): string | null;
  row(cells: AnswerRow): Row;
  /** Rows that belong to this section; all when left out. */
  keep?(row: Row): boolean;
  /** Identifies the row; rows are sorted by it. Left out where the server's own order means something. */
  key?(row: Row): string;
  /** The key in two parts, where many rows share the first: rows are then sorted in the same order for less. */
  readonly keyParts?: KeyParts<Row>;
  /** Rows may be alike: two standbys on one host. Elsewhere two rows with one key mean that names were damaged. */
  readonly repeats?: true;
}

/** Joins the parts of a key. Names cannot hold the zero byte, so that the order is that of the parts. */
export function keyOf(...parts: readonly (string | number | boolean | null)[]): string {
  let key = '';
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (at > 0) key += '\0';
    key += typeof part === 'number' ? String(part).padStart(12, '0') : String(part ?? '');
  }
  return key;
}
