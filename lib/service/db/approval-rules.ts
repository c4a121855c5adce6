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
  row: Omit<Prisma.ApprovalRulesUncheckedCreateInput, 'rules'> & { readonly rules: readonly object[] },
): Promise<string> {
  const made = await transaction.approvalRules.create({
    data: { ...row, rules: row.rules.map((rule) => ({ ...rule })) },
    select: { id: true },
  });
  return made.id;
}

export async function decideRules(
  transaction: Transaction,
  id: string,
  decided: {
    readonly state: 'in-force' | 'rejected' | 'withdrawn';
    readonly version?: number;
    readonly deciderId: string;
    readonly decision: string;
  },
): Promise<void> {
  await transaction.approvalRules.update({ where: { id }, data: { ...decided, decidedAt: new Date() } });
}
