import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import type { ScanProgress } from '#lib/service/scans/scan-overview.ts';

const shape = z.object({
  id: z.string(),
  targetId: z.string(),
  kind: z.enum(['read', 'judgement']),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stage: z.string(),
  done: z.number(),
  total: z.number(),
  cancelRequested: z.boolean(),
  requestedAt: z.string(),
  requestedBy: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** Where a scan stands now. Throws one sentence when Postern cannot say. */
export async function readProgress(scanId: string): Promise<ScanProgress> {
  const answer = await send('GET', `/api/scans/${scanId}`);
  if (!answer.ok) throw new Error(answer.message);
  return shape.parse(answer.body);
}
