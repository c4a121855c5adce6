import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { accessLinesText } from '../engine/analysis/access-lines.ts';
import { databaseAccess } from '../engine/analysis/effective-privileges.ts';
import { type DatabaseFacts, factsOf } from '../engine/analysis/facts.ts';
import { UnreadSection } from '../engine/analysis/unread-section.ts';
import { ConnectFailure } from '../engine/connect/connect-failure.ts';
import type { ConnectionTarget } from '../engine/connect/connection-target.ts';
import { type CollectOptions, collect } from '../engine/inventory/collect.ts';

export interface AccessStreams {
  readonly stdout: Writable;
  readonly stderr: { write(text: string): unknown };
}

/** Where to look: `target` from `--url` or the environment, `database` from `--database`. */
export interface AccessArguments {
  readonly target: ConnectionTarget;
  readonly database: string;
  readonly collect: CollectOptions;
}

/** Everything an access question reads. A gap in any of it ends the command: an answer that left a part out would be wrong. */
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

/** Reads the one database. Throws `ConnectFailure`, or `UnreadSection` for whatever the scan role may not read. */
export async function readForAccess({
  target,
  database,
  collect: options,
}: AccessArguments): Promise<DatabaseFacts> {
  const inventory = await collect({ ...target, database }, { ...options, databases: [database] });
  const facts = factsOf(inventory);
  const [found] = facts.databases;
  if (!found) throw new ConnectFailure('database-missing');
  for (const section of clusterNeeds) facts.read(section);
  for (const section of databaseNeeds) found.read(section);
  return found;
}

/** One line on stderr and exit code 3 for what could not be reached or read; anything else is thrown on. */
export function unreadable(error: unknown, streams: Pick<AccessStreams, 'stderr'>): 3 {
  if (error instanceof ConnectFailure) {
    streams.stderr.write(`postern: ${error.message}\n`);
    return 3;
  }
  if (error instanceof UnreadSection) {
    const grant =
      error.gap.grant === null ? '' : ` (allow it with: ${error.gap.grant.replaceAll(/\s+/g, ' ')})`;
    streams.stderr.write(`postern: ${error.message}${grant}\n`);
    return 3;
  }
  throw error;
}

/** Joins small chunks, so that a cluster of few roles does not cost a write per object. */
function* joined(chunks: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const chunk of chunks) {
    waiting += chunk;
    if (waiting.length < 65_536) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}

/** A reader that has seen enough (`| head`) is no failure. */
function isClosedByReader(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'EPIPE' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')
  );
}

/** `postern access --database D --format ndjson`: every effective privilege, a line each, streamed. */
export async function runAccess(given: AccessArguments, streams: AccessStreams): Promise<0 | 3> {
  try {
    const access = databaseAccess(await readForAccess(given));
    await pipeline(Readable.from(joined(accessLinesText(access))), streams.stdout, { end: false });
    return 0;
  } catch (error) {
    return isClosedByReader(error) ? 0 : unreadable(error, streams);
  }
}
