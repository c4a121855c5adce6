import type { Read } from '../connect/session.ts';
import type { Substrate } from '../connect/substrate.ts';
import { clusterSectionReaders } from './cluster-section-readers.ts';
import { databaseSectionReaders } from './database-section-readers.ts';
import type { DatabaseInventory, Inventory } from './inventory.ts';
import { readSections } from './read-sections.ts';
import { readServer } from './read-server.ts';
import type { ClusterSections, DatabaseSections, SectionName } from './section-name.ts';

export interface CollectWithinOptions {
  /** Read these alone; every other section is a gap that says so. All when left out. */
  readonly only?: readonly SectionName[];
  /** Stated by the policy; detected when left out. */
  readonly substrate?: Substrate;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly tls?: Inventory['tls'];
}

const noStep = () => {};

/**
 * The cluster and the one database that `read` is connected to, through a transaction that is open already: what was
 * done in it and not committed is in the inventory. Same readers, same rows as `collect`; other databases are not in it.
 * Throws `ConnectFailure` when the connection is lost, `QueryRefused` where not even the server's version may be asked.
 */
export async function collectWithin(
  read: Read,
  database: string,
  options: CollectWithinOptions,
): Promise<Inventory> {
  const { only, now } = options;
  const { server, context } = await readServer(read, options.substrate);
  const cluster = await readSections<ClusterSections>(
    clusterSectionReaders,
    context,
    null,
    read,
    only,
    noStep,
  );
  const sections = await readSections<DatabaseSections>(
    databaseSectionReaders,
    context,
    database,
    read,
    only,
    noStep,
  );
  const own: DatabaseInventory = Object.freeze({ name: database, sections });
  return Object.freeze({
    schemaVersion: '1',
    collectedAt: now,
    server,
    substrate: context.substrate,
    tls: options.tls ?? null,
    cluster,
    databases: Object.freeze([own]),
    unreadDatabases: Object.freeze([]),
  });
}
