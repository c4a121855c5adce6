import { z } from 'zod';
import { type AuditAction, auditActions } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { auditHash, findAuditRows, findAuditRowsAfter } from '../db/audit.ts';

export interface TrailEntry {
  /** Position in the chain, decimal. */
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  /** The action in words: "registered". */
  readonly words: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

export const trailQuerySchema = z.object({
  /** Entries older than this `seq`. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  action: z.string().optional(),
  q: z.string().max(200).default(''),
});

export type TrailQuery = z.infer<typeof trailQuerySchema>;

const pageSize = 100;

/** An action as a sentence has it. */
export function wordsOf(action: string): string {
  return action in auditActions ? auditActions[action as AuditAction] : action;
}

/** Newest first. `older` is the `before` of the next page, null at the end. */
export async function listTrail(
  access: Access<'trail:read'>,
  query: TrailQuery,
): Promise<{ readonly entries: readonly TrailEntry[]; readonly older: string | null }> {
  access.demand('trail:read');
  const rows = await findAuditRows({
    before: query.before === undefined ? null : BigInt(query.before),
    limit: pageSize + 1,
    action: query.action === undefined || query.action === '' ? null : query.action,
    q: query.q,
  });
  const shown = rows.slice(0, pageSize);
  return {
    entries: shown.map((row) => ({
      seq: row.seq.toString(),
      at: row.at.toISOString(),
      actor: row.actor,
      action: row.action,
      words: wordsOf(row.action),
      subject: row.subject,
      detail: z.record(z.string(), z.unknown()).catch({}).parse(row.detail),
      hash: row.hash,
    })),
    older: rows.length > pageSize ? (shown.at(-1)?.seq.toString() ?? null) : null,
  };
}

/** Walks the whole chain: how many entries it holds, and the first one that does not follow from the one before. */
export async function verifyTrail(
  access: Access<'trail:read'>,
): Promise<{ readonly entries: number; readonly head: string; readonly brokenAt: string | null }> {
  access.demand('trail:read');
  let seq = 0n;
  let head = '';
  for (;;) {
    const rows = await findAuditRowsAfter(seq, 1000);
    if (rows.length === 0) return { entries: Number(seq), head, brokenAt: null };
    for (const { hash, ...row } of rows) {
      const follows = row.seq === seq + 1n && row.previous === head && auditHash(row) === hash;
      if (!follows) return { entries: Number(seq), head, brokenAt: row.seq.toString() };
      seq = row.seq;
      head = hash;
    }
  }
}
