import { z } from 'zod';
import { severities } from '../../engine/model/severity.ts';

const count = z.number().int().min(0);

/** Counts of one finished scan, kept beside it for lists. */
export const scanSummarySchema = z.object({
  verdicts: z.object({ pass: count, fail: count, unknown: count, notApplicable: count }),
  /** Findings that count, by severity; accepted ones and false positives are counted apart and nowhere else. */
  findings: z.object({
    critical: count,
    high: count,
    medium: count,
    low: count,
    info: count,
    accepted: count,
    falsePositive: count.default(0),
  }),
  threats: z.object({ covered: count, partial: count, gap: count, unknown: count, accepted: count }),
  gaps: count,
  /** The score in percent; results from before there was one have none. */
  score: z.number().nullable().optional(),
  decisions: count,
  /** The changes that close most, best first; `lead` is the finding whose change it is. Older results have none. */
  fixFirst: z
    .array(
      z.object({ lead: z.string(), closes: z.array(z.string()), total: count, worst: z.enum(severities) }),
    )
    .default([]),
  /** The scan's own connection; null is plaintext or a socket. Results from before it was kept have none. */
  tls: z.object({ version: z.string(), cipher: z.string() }).nullable().optional(),
});

export type ScanSummary = z.infer<typeof scanSummarySchema>;

export type ScanState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** `read`: a server was read and judged. `judgement`: what an earlier scan read, judged again without the server. */
export type ScanKind = 'read' | 'judgement';

/** Where one scan stands; times are ISO 8601 UTC. */
export interface ScanProgress {
  readonly id: string;
  readonly targetId: string;
  readonly kind: ScanKind;
  readonly state: ScanState;
  /** What it is doing, in words; empty while queued. */
  readonly stage: string;
  readonly done: number;
  /** 0 while it is not known yet. */
  readonly total: number;
  readonly cancelRequested: boolean;
  readonly requestedAt: string;
  readonly requestedBy: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Set when it failed: a stable code and one sentence. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** One scan in a list, or behind a page. */
export interface ScanOverview extends ScanProgress {
  readonly serverVersion: string | null;
  readonly databases: readonly string[];
  readonly policyVersion: number | null;
  /** Of the organisation's policy, which lay under it. */
  readonly organisationPolicyVersion: number | null;
  /** When the server was read: a judgement is made on what an earlier scan read. */
  readonly readAt: string | null;
  readonly summary: ScanSummary | null;
}

/** The result a page shows, and how far to trust it. */
export interface ShownScan extends ScanOverview {
  readonly finishedAt: string;
  readonly readAt: string;
  readonly summary: ScanSummary;
  /** Why this result may no longer hold, in one sentence; null while it is fresh. */
  readonly stale: string | null;
}
