import { accessDifference } from '../../engine/analysis/access-difference.ts';
import { ConnectFailure } from '../../engine/connect/connect-failure.ts';
import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { openSession } from '../../engine/connect/session.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { readSeenStatements, type SeenStatement } from '../../engine/remediation/impact/seen-statements.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { predict } from '../../engine/remediation/predict/predict.ts';

/** What the losing roles were seen to run on what they would lose. Plain JSON, bounded; texts are hostile, without values. */
export interface AskedStatements {
  /** Those called most often first, at most `mostKept`. */
  readonly seen: readonly SeenStatement[];
  readonly total: number;
  /** What is not known and why, a sentence each: an empty `seen` does not mean then that there is none. */
  readonly unknown: readonly string[];
  /** What else a reader has to know of the asking. */
  readonly notes: readonly string[];
}

export const mostKept = 100;
export const longestText = 1000;

/** Databases asked at most: a role that loses a membership may lose something in each. */
const mostDatabases = 10;

export const notAsked = (why: string): AskedStatements => ({ seen: [], total: 0, unknown: [why], notes: [] });

/** Asks one database. Never throws for what the server says: not knowing is an answer. */
async function askIn(
  scanner: ConnectionTarget,
  database: string,
  loses: Parameters<typeof readSeenStatements>[2],
  signal: AbortSignal,
): Promise<Omit<AskedStatements, 'total'>> {
  try {
    const session = await openSession({ ...scanner, database }, { signal });
    try {
      const found = await session.readOnly((read) => readSeenStatements(read, database, loses));
      return 'unknown' in found
        ? { seen: [], unknown: [`${database}: ${found.unknown}`], notes: [] }
        : { seen: found.seen, unknown: [], notes: (found.notes ?? []).map((note) => `${database}: ${note}`) };
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    return { seen: [], unknown: [`${database}: the scan role could not ask (${error.message})`], notes: [] };
  }
}

/**
 * Asks `pg_stat_statements` as the role that scans, which reads and changes nothing: in each database in which the plan takes
 * something from a role. The parser has to be loaded.
 */
export async function askSeenStatements(
  scanner: ConnectionTarget,
  plan: Plan,
  inventory: Inventory,
  signal: AbortSignal,
): Promise<AskedStatements> {
  const prediction = predict(plan.changes, inventory, plan.database);
  if ('unknown' in prediction) return notAsked(`what is lost is not known: ${prediction.unknown}`);
  const access = accessDifference(inventory, prediction.inventory, plan.database);
  const databases = [...new Set(access.loses.flatMap((line) => line.database ?? []))].sort();
  const unknown = [...access.unknown];
  const seen: SeenStatement[] = [];
  const notes: string[] = [];
  for (const database of databases.slice(0, mostDatabases)) {
    const answer = await askIn(scanner, database, access.loses, signal);
    seen.push(...answer.seen);
    unknown.push(...answer.unknown);
    notes.push(...answer.notes);
  }
  if (databases.length > mostDatabases)
    unknown.push(`${databases.length - mostDatabases} more databases were not asked`);
  const kept = seen
    .sort((a, b) => b.calls - a.calls)
    .slice(0, mostKept)
    .map((one) => ({ ...one, query: shortened(one.query) }));
  return { seen: kept, total: seen.length, unknown, notes };
}

const shortened = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)} …` : text);
