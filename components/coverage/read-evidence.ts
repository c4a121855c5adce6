import { z } from 'zod';
import type { ControlEvidence } from '#lib/service/coverage/cell-evidence.ts';

export type EvidenceByControl = Readonly<Record<string, ControlEvidence>>;

const entry = z.object({
  fingerprint: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  title: z.string(),
  object: z.string(),
  evidence: z.array(z.tuple([z.string(), z.string()])),
  acceptedUntil: z.string().nullable(),
});

const shape = z.record(z.string(), z.object({ total: z.number(), first: z.array(entry) }));

/** What the API answered, checked. */
export function readEvidence(body: unknown): EvidenceByControl {
  return shape.parse(body);
}
