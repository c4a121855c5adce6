import { createHash } from 'node:crypto';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { database, type Transaction } from './client.ts';
import { containing } from './containing.ts';
import type { Prisma } from './generated/client.ts';

/** The chain's advisory lock: whoever appends holds it until commit, so that no two rows follow the same one. */
const chainLock = 0x706f7374;

export interface AuditRow {
  readonly seq: bigint;
  readonly at: Date;
  readonly actorId: string | null;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
  readonly previous: string;
  readonly hash: string;
}

/** SHA-256 over the canonical JSON of everything in the row, the hash before it included; hex. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, ...rest } = row;
  return createHash('sha256')
    .update(canonicalJson({ ...rest, seq: seq.toString(), at: at.toISOString() }))
    .digest('hex');
}

/** Appends within the caller's transaction: what it records and the record of it are committed together or not at all. */
export async function appendAuditRow(
  transaction: Transaction,
  event: Pick<AuditRow, 'actorId' | 'actor' | 'action' | 'subject'> & {
    readonly detail: Prisma.InputJsonObject;
  },
): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${chainLock})`;
  const last = await transaction.auditEvent.findFirst({
    orderBy: { seq: 'desc' },
    select: { seq: true, hash: true },
  });
  const row = { ...event, seq: (last?.seq ?? 0n) + 1n, at: new Date(), previous: last?.hash ?? '' };
  await transaction.auditEvent.create({ data: { ...row, hash: auditHash(row) } });
}

/** Newest first. */
export function findAuditRows(options: {
  readonly before: bigint | null;
  readonly limit: number;
  readonly action: string | null;
  readonly q: string;
}): Promise<AuditRow[]> {
  const text = containing(options.q);
  return database().auditEvent.findMany({
    where: {
      ...(options.before === null ? {} : { seq: { lt: options.before } }),
      ...(options.action === null ? {} : { action: options.action }),
      ...(options.q === '' ? {} : { OR: [{ actor: text }, { subject: text }, { action: text }] }),
    },
    orderBy: { seq: 'desc' },
    take: options.limit,
  });
}

/** In order, from after `seq`: for walking the chain. */
export function findAuditRowsAfter(seq: bigint, limit: number): Promise<AuditRow[]> {
  return database().auditEvent.findMany({
    where: { seq: { gt: seq } },
    orderBy: { seq: 'asc' },
    take: limit,
  });
}
