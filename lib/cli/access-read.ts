import { type DatabaseFacts, factsOf } from '../engine/analysis/facts.ts';
import { UnreadSection } from '../engine/analysis/unread-section.ts';
import { collect } from '../engine/inventory/collect.ts';
import type { Arguments } from './arguments.ts';
import { CommandFailure, unusable } from './command-failure.ts';
import {
  type Connection,
  collectOptions,
  connectionFrom,
  connectionOptions,
} from './connection-arguments.ts';
import type { Context } from './context.ts';
import { progressBar } from './progress-bar.ts';

/** Flags of the commands on access: one database, which contract and `psql` both write in the singular. */
export const accessOptions = {
  url: connectionOptions.url,
  'allow-insecure-authentication': connectionOptions['allow-insecure-authentication'],
  database: { type: 'string' },
  format: { type: 'string' },
} as const;

export const accessHelp = `  --url URL            postgres://user@host:port/database; else the PG* variables and .pgpass
  --database D         the database to look at (default: the one connected to)
  --allow-insecure-authentication
                       send the password in clear text or as MD5 to a server whose certificate is not verified`;

/** Everything an access question reads: an answer that left a part of it out would be wrong, so a gap ends the command. */
const clusterNeeds = [
  'roles',
  'memberships',
  'databases',
  'tablespaces',
  'parameter-acls',
  'settings',
] as const;
const databaseNeeds = [
  'schemas',
  'relations',
  'columns',
  'routines',
  'types',
  'languages',
  'foreign-data-wrappers',
  'foreign-servers',
  'large-objects',
] as const;

/** Section names an access question reads, cluster and database alike. */
export const accessSections = [...clusterNeeds, ...databaseNeeds] as const;

/** Where the question is asked. Throws `CommandFailure` (2) or `TargetProblem`, with nothing contacted. */
export function accessConnection(given: Arguments, context: Context): Connection {
  const connection = connectionFrom(given, context);
  const database = given.text('database') ?? connection.target.database;
  if (database === '') throw unusable('--database needs a name');
  return { ...connection, target: { ...connection.target, database }, databases: [database] };
}

/** Turns a gap into code 3 and the grant that would close it. */
export async function orUnread<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnreadSection)) throw error;
    const grant = error.gap.grant === null ? '' : `; this would allow it: ${error.gap.grant}`;
    throw new CommandFailure(3, `${error.message}${grant}`);
  }
}

/** Reads the one database: `access` what effective privileges depend on, without columns that have no ACL; `all` everything else too, as far as it may be read. Throws `ConnectFailure`, or `UnreadSection` for what the scan role may not read. */
export async function readForAccess(
  connection: Connection,
  context: Context,
  sections: 'access' | 'all',
): Promise<DatabaseFacts> {
  const bar = progressBar(context.stderr);
  try {
    const inventory = await collect(connection.target, {
      ...collectOptions(connection, context, bar.onProgress),
      // What leads to more than one has may stand in any section.
      ...(sections === 'all' ? {} : { only: accessSections }),
      grantedColumnsOnly: sections === 'access',
      now: context.now().toISOString(),
    });
    const facts = factsOf(inventory);
    const [database] = facts.databases;
    if (!database) throw new CommandFailure(3, 'the database could not be read');
    for (const section of clusterNeeds) facts.read(section);
    for (const section of databaseNeeds) database.read(section);
    return database;
  } finally {
    await bar.clear();
  }
}
