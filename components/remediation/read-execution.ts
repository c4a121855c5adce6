import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import type { ExecutionProgress } from '#lib/service/remediation/execution-view.ts';

const line = z.object({
  seq: z.number(),
  at: z.string(),
  kind: z.enum(['info', 'check', 'statement', 'error']),
  text: z.string(),
  sqlstate: z.string().nullable(),
  ms: z.number().nullable(),
  rows: z.number().nullable(),
  notices: z.number().nullable(),
});

const shape = z.object({
  state: z.enum([
    'draft',
    'submitted',
    'approved',
    'scheduled',
    'applying',
    'applied',
    'verified',
    'closed',
    'rejected',
    'expired',
    'withdrawn',
    'needs-human',
    'failed',
    'handed-off',
    'undone',
  ]),
  execution: z
    .object({
      id: z.string(),
      direction: z.enum(['up', 'down', 'rehearsal']),
      state: z.enum(['intent', 'running', 'committing', 'done', 'failed', 'rolled-back', 'needs-human']),
      requestedBy: z.string(),
      requestedAt: z.string(),
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      xid: z.string().nullable(),
      errorCode: z.string().nullable(),
      errorMessage: z.string().nullable(),
      lines: z.array(line),
    })
    .nullable(),
});

/** Where the last run of a remediation stands now. Throws one sentence when Postern cannot say. */
export async function readExecution(remediationId: string): Promise<ExecutionProgress> {
  const answer = await send('GET', `/api/remediations/${remediationId}/executions`);
  if (!answer.ok) throw new Error(answer.message);
  return shape.parse(answer.body);
}
