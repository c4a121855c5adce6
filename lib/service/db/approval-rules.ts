import { database, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

export interface RulesRow {
  readonly id: string;
  readonly version: number | null;
  readonly rules: unknown;
  readonly authorId: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly loosens: boolean;
  readonly state: string;
  readonly deciderId: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  /** Over everything else of the row. */
  readonly seal: string;
}

/** The rules in force; null before anybody wrote any. */
export function findRulesInForce(within: Transaction = database()): Promise<RulesRow | null> {
  return within.approvalRules.findFirst({ where: { state: 'in-force' }, orderBy: { version: 'desc' } });
}

/** Held until the transaction ends: two changes of the rules take turns, and no approval is counted meanwhile. */
export async function lockRules(transaction: Transaction): Promise<RulesRow | null> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${0x72756c65})`;
  return findRulesInForce(transaction);
}

/** Newest first. */
export function findRulesHistory(limit: number): Promise<RulesRow[]> {
  return database().approvalRules.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: limit });
}

export function findRules(transaction: Transaction, id: string): Promise<RulesRow | null> {
  return transaction.approvalRules.findUnique({ where: { id } });
}

export async function insertRules(
  transaction: Transaction,
  row: Omit<RulesRow, 'rules'> & { readonly rules: Prisma.InputJsonValue },
): Promise<void> {
  await transaction.approvalRules.create({ data: row, select: { id: true } });
}

/** The row with its decision and its new seal; what was decided about is left as it is. */
export async function decideRules(transaction: Transaction, row: RulesRow): Promise<void> {
  const { id, state, version, deciderId, decidedAt, decision, seal } = row;
  await transaction.approvalRules.update({
    where: { id },
    data: { state, version, deciderId, decidedAt, decision, seal },
  });
}
