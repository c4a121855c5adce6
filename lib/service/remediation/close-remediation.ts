import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { queueReading } from '../db/applied-remediations.ts';
import { inTransaction } from '../db/client.ts';
import { settleExecution } from '../db/execution-requests.ts';
import { ServiceError } from '../errors.ts';
import { reasonSchema } from '../triage/note.ts';
import { releaseFindings } from './mark-findings.ts';
import { holdRemediation, moveRemediation, requireMove } from './move-remediation.ts';

export const closeSchema = z.strictObject({ reason: z.string().trim().max(4000).default('') });

/** Nothing more is done about it; the way back is given up. Findings that are still there are open again. */
export async function closeRemediation(
  access: Access<'remediation:apply'>,
  id: string,
  reason: string,
): Promise<void> {
  access.demand('remediation:apply');
  await inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    requireMove(held, 'closed');
    if (held.state !== 'verified' && reason === '')
      throw new ServiceError('invalid-input', 'Say why it is closed without proof that it mended anything.');
    await releaseFindings(transaction, access.actor, held, 'closed');
    await moveRemediation(transaction, access.actor, held, {
      to: 'closed',
      trail: 'remediation.close',
      reason,
    });
  });
}

export const settleSchema = z.strictObject({
  /** What a person found on the server. */
  found: z.enum(['changed', 'unchanged']),
  reason: reasonSchema,
});

/** What nobody could know, a person has looked up on the server: whether the execution left its changes there. */
export async function settleRemediation(
  access: Access<'remediation:apply'>,
  id: string,
  { found, reason }: z.infer<typeof settleSchema>,
): Promise<void> {
  access.demand('remediation:apply');
  await inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    if (held.state !== 'needs-human')
      throw new ServiceError('conflict', `This remediation is ${held.state}: there is nothing to settle.`);
    const direction = await settleExecution(transaction, id, found === 'changed' ? 'done' : 'failed', reason);
    if (direction === null) throw new ServiceError('conflict', 'No execution of it waits for a person.');
    const to =
      direction === 'up'
        ? found === 'changed'
          ? 'applied'
          : 'failed'
        : found === 'changed'
          ? 'undone'
          : 'applied';
    await moveRemediation(transaction, access.actor, held, {
      to,
      trail: 'remediation.settle',
      reason,
      detail: { found, direction },
      ...(to === 'applied' && direction === 'up' ? { fields: { appliedAt: new Date() } } : {}),
    });
    // As the worker does, had it known: what was undone is open again, and a scan looks.
    if (to === 'undone') await releaseFindings(transaction, access.actor, held, 'undone');
    if (found === 'changed') await queueReading(transaction, held.targetId);
  });
}
