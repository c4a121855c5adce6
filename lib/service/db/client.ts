import { env } from '../../env.ts';
import { ServiceError } from '../errors.ts';
import { Prisma, PrismaClient } from './generated/client.ts';
import { OrderedPrismaPg } from './ordered-adapter.ts';

export type Transaction = Prisma.TransactionClient;

// Next's development server loads a module again on every change; the connections must not multiply with it.
const kept = globalThis as { posternDatabase?: PrismaClient };

/** Postern's own database: one client, one pool per process. */
export function database(): PrismaClient {
  if (kept.posternDatabase) return kept.posternDatabase;
  const { DATABASE_URL } = env();
  if (DATABASE_URL === undefined)
    throw new ServiceError('not-ready', 'DATABASE_URL is not set. Start Postern with npm start.');
  kept.posternDatabase = openDatabase(DATABASE_URL);
  return kept.posternDatabase;
}

/**
 * How long a connection is waited for. Longer than the longest analysis of a large snapshot: while a process computes it hears nothing,
 * and then finds its timers over before it finds that the database has answered long since.
 */
const patienceMs = 120_000;

/** A client of its own, for the launcher and for tests, which point at a database of theirs. */
export function openDatabase(url: string): PrismaClient {
  return new PrismaClient({
    adapter: new OrderedPrismaPg({ connectionString: url, max: 10, connectionTimeoutMillis: patienceMs }),
  });
}

/** Makes `client` what `database()` answers, and returns how to undo it. */
export function replaceDatabase(client: PrismaClient): () => void {
  const before = kept.posternDatabase;
  kept.posternDatabase = client;
  return () => {
    kept.posternDatabase = before;
  };
}

/** One transaction, read committed; what it throws rolls it back. */
export function inTransaction<T>(
  work: (transaction: Transaction) => Promise<T>,
  { timeoutMs = 60_000 }: { readonly timeoutMs?: number } = {},
): Promise<T> {
  return database().$transaction(work, { maxWait: patienceMs, timeout: timeoutMs });
}

/** Whether a write met a unique constraint. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
