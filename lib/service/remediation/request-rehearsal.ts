import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { insertExecution } from '../db/execution-requests.ts';
import { ServiceError } from '../errors.ts';
import { rehearsedScript } from './approved-script.ts';
import { asBusy, requireCredential, requireFree } from './begin-execution.ts';
import { executionCredentialSchema, keepGivenCredential } from './execution-credential.ts';
import { requireActor } from './live-actor.ts';
import { holdRemediation, tellRemediation } from './move-remediation.ts';

export const rehearsalSchema = z.strictObject({ credential: executionCredentialSchema.optional() });

const rehearsable = ['draft', 'submitted', 'approved', 'scheduled', 'failed', 'undone'];

/**
 * Has the worker rehearse the version that counts on its database: in a transaction that is always rolled back, with the execution
 * role. Needs no approval, and changes no state. Answers the execution to follow.
 */
export async function requestRehearsal(
  access: Access<'remediation:apply'>,
  id: string,
  { credential = undefined }: z.infer<typeof rehearsalSchema>,
): Promise<{ readonly executionId: string }> {
  access.demand('remediation:apply');
  const { person, actor } = access;
  try {
    return await inTransaction(async (transaction) => {
      const held = await holdRemediation(transaction, id);
      await requireActor(transaction, access, 'remediation:apply');
      if (!rehearsable.includes(held.state))
        throw new ServiceError(
          'conflict',
          `This remediation is ${held.state}: there is nothing to rehearse.`,
        );
      const { script } = await rehearsedScript(id, transaction);
      await requireFree(transaction, held.targetId);
      const given = credential ?? null;
      await requireCredential(transaction, held, { credential: given, role: script.role });
      const execution = {
        id: randomUUID(),
        remediationId: id,
        versionId: held.version.id,
        targetId: held.targetId,
        direction: 'rehearsal',
        requestedById: person.id,
      } as const;
      await insertExecution(transaction, execution);
      if (given !== null) await keepGivenCredential(transaction, held, execution.id, given, person.id);
      await tellRemediation(transaction, actor, held, {
        action: 'remediation.rehearse',
        detail: { execution: execution.id, role: script.role },
      });
      return { executionId: execution.id };
    });
  } catch (error) {
    throw asBusy(error);
  }
}
