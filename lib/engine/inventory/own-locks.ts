import type { Read } from '../connect/session.ts';
import { text } from './cell.ts';

/** `pg_locks.mode` of locks on relations and other objects, weakest first (documentation table 13.2). */
export const lockModes: readonly string[] = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** A lock the own transaction holds. Relations are `schema.name` as the catalog has them, everything else says its kind first. */
export interface OwnLock {
  readonly object: string;
  readonly mode: string;
}

/**
 * System catalogs count only from the modes that somebody else would notice: every change of the catalog takes the weaker
 * ones. Dropped objects and those of other databases have no name here.
 */
const ownLocksSql = `
SELECT CASE WHEN l.locktype = 'relation' THEN n.nspname::pg_catalog.text || '.' || c.relname::pg_catalog.text
    ELSE i.type || ' ' || i.identity END, l.mode
FROM pg_catalog.pg_locks l
LEFT JOIN pg_catalog.pg_class c ON l.locktype = 'relation' AND c.oid = l.relation
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL pg_catalog.pg_identify_object(l.classid, l.objid, 0) i ON l.locktype = 'object'
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.locktype IN ('relation', 'object')
  AND (c.oid IS NULL OR n.nspname <> 'pg_catalog' OR l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock'))`;

/** Locks on relations and objects that the transaction of `read` holds now, each object once, in its strongest mode. */
export async function readOwnLocks(read: Read): Promise<readonly OwnLock[]> {
  const strongest = new Map<string, string>();
  for (const [object, mode] of await read(ownLocksSql)) {
    if (typeof object !== 'string') continue;
    const held = strongest.get(object);
    const asked = text(mode);
    if (held === undefined || lockModes.indexOf(held) < lockModes.indexOf(asked))
      strongest.set(object, asked);
  }
  return [...strongest].map(([object, mode]) => ({ object, mode }));
}
