import { ConnectFailure } from '../connect/connect-failure.ts';
import type { SessionOptions } from '../connect/connected-client.ts';
import type { ConnectionTarget } from '../connect/connection-target.ts';
import { openSession, type Read, type Session } from '../connect/session.ts';
import type { Substrate } from '../connect/substrate.ts';
import type { Gap } from '../model/gap.ts';
import { visibleText } from '../model/visible-text.ts';
import { clusterSectionReaders } from './cluster-section-readers.ts';
import { databaseGap } from './database-gap.ts';
import { databaseSectionReaders } from './database-section-readers.ts';
import type { DatabaseInventory, Inventory } from './inventory.ts';
import { readSections } from './read-sections.ts';
import { readServer } from './read-server.ts';
import type { SectionContext } from './section.ts';
import type { ClusterSections, DatabaseSections, SectionName } from './section-name.ts';

export interface CollectProgress {
  /** `cluster`, or the name of the database being read. */
  readonly stage: string;
  /** Sections read so far, and in all. */
  readonly done: number;
  readonly total: number;
}

export interface CollectOptions extends Omit<SessionOptions, 'signal'> {
  /** Default `all`: every connectable database that is no template. */
  readonly databases?: 'all' | readonly string[];
  /** Stated by the policy; detected when left out. */
  readonly substrate?: Substrate;
  readonly onProgress?: (progress: CollectProgress) => void;
  readonly signal?: AbortSignal;
  /** Read these alone, for one question; every other section is a gap that says so. All when left out. */
  readonly only?: readonly SectionName[];
  /** Of `columns`, read those alone that have an ACL of their own. */
  readonly grantedColumnsOnly?: boolean;
  /** ISO 8601 UTC. */
  readonly now: string;
  /** The whole scan, milliseconds; default 15 minutes. A server that stalls is given up long before (limits.ts). */
  readonly budgetMs?: number;
}

const clusterCount = Object.keys(clusterSectionReaders).length;
const databaseCount = Object.keys(databaseSectionReaders).length;

async function wantedDatabases(read: Read, asked: 'all' | readonly string[]): Promise<readonly string[]> {
  const rows = await read(
    'SELECT d.datname::pg_catalog.text, d.datallowconn AND NOT d.datistemplate FROM pg_catalog.pg_database d',
  );
  if (asked === 'all')
    return rows
      .filter((row) => row[1] === true)
      .map((row) => String(row[0]))
      .sort();
  const known = new Set(rows.map((row) => row[0]));
  const missing = asked.find((name) => !known.has(name));
  if (missing !== undefined)
    throw new ConnectFailure('database-missing', { about: `"${visibleText(missing, 80)}"` });
  return [...new Set(asked)].sort();
}

/**
 * Reads the whole cluster: the cluster's sections and the target's own database in one transaction, then every other
 * database on a connection of its own. What may not be read is a gap; a database that turns the scan away goes to
 * `unreadDatabases`. Throws `ConnectFailure` when the first connection fails or any connection is lost: there is no
 * partial inventory.
 */
export async function collect(target: ConnectionTarget, options: CollectOptions): Promise<Inventory> {
  const budget = AbortSignal.timeout(options.budgetMs ?? 900_000);
  const signal = options.signal ? AbortSignal.any([options.signal, budget]) : budget;
  const open = (database: string) => openSession({ ...target, database }, { ...options, signal });
  let done = 0;
  let total = clusterCount + databaseCount;
  const step = (stage: string) => () => {
    done += 1;
    options.onProgress?.({ stage, done, total });
  };
  const within = async <Value>(session: Session, work: (read: Read) => Promise<Value>): Promise<Value> => {
    try {
      return await session.readOnly(work);
    } finally {
      await session.close();
    }
  };
  const readDatabase = async (
    name: string,
    context: SectionContext,
    read: Read,
  ): Promise<DatabaseInventory> =>
    Object.freeze({
      name,
      sections: await readSections<DatabaseSections>(
        databaseSectionReaders,
        context,
        name,
        read,
        options.only,
        step(name),
      ),
    });

  const first = await open(target.database);
  const databases: DatabaseInventory[] = [];
  const { server, context, cluster, wanted } = await within(first, async (read) => {
    const { server, context: known } = await readServer(read, options.substrate);
    const context = { ...known, grantedColumnsOnly: options.grantedColumnsOnly === true };
    const wanted = await wantedDatabases(read, options.databases ?? 'all');
    total = clusterCount + databaseCount * wanted.length;
    const cluster = await readSections<ClusterSections>(
      clusterSectionReaders,
      context,
      null,
      read,
      options.only,
      step('cluster'),
    );
    if (wanted.includes(target.database)) databases.push(await readDatabase(target.database, context, read));
    return { server, context, cluster, wanted };
  });
  const unreadDatabases: Gap[] = [];
  for (const name of wanted.filter((one) => one !== target.database)) {
    let session: Session;
    try {
      session = await open(name);
    } catch (error) {
      const gap = databaseGap(error, name, server.scanRole);
      if (!gap) throw error;
      unreadDatabases.push(gap);
      done += databaseCount;
      continue;
    }
    databases.push(await within(session, (read) => readDatabase(name, context, read)));
  }
  databases.sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.freeze({
    schemaVersion: '1',
    collectedAt: options.now,
    server,
    substrate: context.substrate,
    tls: first.tls,
    certificate: first.certificate,
    cluster,
    databases: Object.freeze(databases),
    unreadDatabases: Object.freeze(unreadDatabases),
  });
}
