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

export interface AuditFilter {
  readonly action: string | null;
  /** Found in the actor, the subject or the action; empty is everything. */
  readonly q: string;
}

function auditWhere({ action, q }: AuditFilter): Prisma.AuditEventWhereInput {
  const text = containing(q);
  return {
    ...(action === null ? {} : { action }),
    ...(q === '' ? {} : { OR: [{ actor: text }, { subject: text }, { action: text }] }),
  };
}

/** Newest first. */
export function findAuditRows(
  options: AuditFilter & { readonly before: bigint | null; readonly limit: number },
): Promise<AuditRow[]> {
  return database().auditEvent.findMany({
    where: { ...auditWhere(options), ...(options.before === null ? {} : { seq: { lt: options.before } }) },
    orderBy: { seq: 'desc' },
    take: options.limit,
  });
}

/** The last entry's place in the chain; 0 before the first. */
export async function lastAuditSeq(): Promise<bigint> {
  const last = await database().auditEvent.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
  return last?.seq ?? 0n;
}

/** In order, from after `seq`: for walking the chain, and for files. */
export function findAuditRowsAfter(
  seq: bigint,
  limit: number,
  filter: AuditFilter = { action: null, q: '' },
): Promise<AuditRow[]> {
  return database().auditEvent.findMany({
    where: { ...auditWhere(filter), seq: { gt: seq } },
    orderBy: { seq: 'asc' },
    take: limit,
  });
}
