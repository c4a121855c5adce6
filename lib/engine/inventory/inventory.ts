import type { ServerCertificate } from '../connect/server-certificate.ts';
import type { Substrate } from '../connect/substrate.ts';
import type { Gap } from '../model/gap.ts';
import type { ClusterSections, DatabaseSections } from './section-name.ts';
import type { ServerRow } from './sections/server.ts';

/** A section is read whole, or it is a gap. There is no third state, so an unread section cannot look empty. */
export type Section<Row> = { readonly rows: readonly Row[] } | { readonly gap: Gap };

export interface DatabaseInventory {
  readonly name: string;
  readonly sections: { readonly [Name in keyof DatabaseSections]: Section<DatabaseSections[Name]> };
}

export type { Substrate };

/**
 * One immutable snapshot of a cluster. Same cluster, same inventory, byte for byte: rows are sorted by key,
 * and nothing that changes by itself (times, counters, process ids) is kept, except `collectedAt`.
 */
export interface Inventory {
  readonly schemaVersion: '1';
  /** ISO 8601 UTC, given by the caller. */
  readonly collectedAt: string;
  readonly server: ServerRow;
  readonly substrate: Substrate;
  /** The scan's own connection: null is plaintext or a socket. */
  readonly tls: { readonly version: string; readonly cipher: string } | null;
  /** What the server showed the scan of itself; null without TLS, absent from snapshots of before it was kept. */
  readonly certificate?: ServerCertificate | null;
  readonly cluster: { readonly [Name in keyof ClusterSections]: Section<ClusterSections[Name]> };
  /** Sorted by name; every connectable database that is no template, or those asked for. */
  readonly databases: readonly DatabaseInventory[];
  /** Databases that should have been read and could not be connected to. */
  readonly unreadDatabases: readonly Gap[];
}
