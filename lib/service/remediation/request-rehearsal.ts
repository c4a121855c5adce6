import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { requireActor } from '../auth/require-actor.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { insertExecution } from '../db/execution-requests.ts';
import { ServiceError } from '../errors.ts';
import { asBusy, requireCredential, requireFree } from './begin-execution.ts';
import {
  executionCredentialSchema,
  type GivenCredential,
  keepGivenCredential,
} from './execution-credential.ts';
import { type Held, holdRemediation, tellRemediation } from './move-remediation.ts';
import { rehearsedPlan } from './rehearsed-plan.ts';
import type { RemediationState } from './remediation-state.ts';

export const rehearsalSchema = z.strictObject({ credential: executionCredentialSchema.optional() });

/** Where something is still to run, here or with whoever it was handed to. */
export const rehearsableStates: readonly RemediationState[] = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'failed',
  'undone',
  'handed-off',
];

/** Whom it is tried as: the role it was planned for, and where that is nobody, whoever the credential is of. */
async function roleOf(transaction: Transaction, held: Held, given: GivenCredential | null): Promise<string> {
  const { role } = rehearsedPlan(held);
  const of = role ?? given?.role ?? (await findHeldCredential(held.targetId, transaction))?.role ?? null;
  if (of === null)
    throw new ServiceError(
      'password-required',
      'Name the role that is to try it, and give its password, or register a credential.',
    );
  return of;
}

/**
 * Has the worker rehearse the version that counts on its database: in a transaction that is always rolled back, with the execution
 * role. Needs no approval, and changes no state; a migration is rehearsed too, though it is never applied here. Answers the
 * execution to follow.
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
      if (!rehearsableStates.includes(held.state))
        throw new ServiceError(
          'conflict',
          `This remediation is ${held.state}: there is nothing to rehearse.`,
        );
      const given = credential ?? null;
      const role = await roleOf(transaction, held, given);
      await requireFree(transaction, held.targetId);
      await requireCredential(transaction, held, { credential: given, role });
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
        detail: { execution: execution.id, role },
      });
      return { executionId: execution.id };
    });
  } catch (error) {
    throw asBusy(error);
  }
}
