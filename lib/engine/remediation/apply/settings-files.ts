import { createHash } from 'node:crypto';
import { QueryRefused } from '../../connect/query-refused.ts';
import type { Read } from '../../connect/session.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Change } from '../../model/change.ts';
import { literal } from '../quote.ts';

/**
 * SHA-256, hex, over what the configuration files say of the parameters these changes set for the whole server. `ALTER SYSTEM`
 * writes there at once, and `pg_settings` shows it after a reload only: between the two nothing else tells. Null where the
 * role may not see the files.
 */
export async function settingsFiles(read: Read, changes: readonly Change[]): Promise<string | null> {
  const names = changes.flatMap((change) =>
    change.do === 'set-parameter' && change.at.role === undefined && change.at.database === undefined
      ? [literal(change.parameter.toLowerCase())]
      : [],
  );
  if (names.length === 0) return null;
  try {
    const rows = await read(
      `SELECT pg_catalog.lower(f.name), f.setting, f.sourcefile FROM pg_catalog.pg_file_settings f
WHERE pg_catalog.lower(f.name) IN (${names.join(', ')}) ORDER BY f.seqno`,
    );
    return createHash('sha256').update(canonicalJson(rows)).digest('hex');
  } catch (error) {
    if (error instanceof QueryRefused) return null;
    throw error;
  }
}
