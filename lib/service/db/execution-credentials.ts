import type { SealedCredential } from '../secrets/envelope.ts';
import { database, type Transaction } from './client.ts';

export interface ExecutionCredentialRow extends SealedCredential {
  readonly id: string;
  readonly targetId: string;
  readonly executionId: string | null;
  readonly role: string;
  readonly registrarId: string;
  readonly createdAt: Date;
  /** Digest of the connection it is sealed for; empty where it was kept before that was noted. */
  readonly boundTo: string;
}

/** The one held for a target. */
export function findHeldCredential(
  targetId: string,
  within: Transaction = database(),
): Promise<ExecutionCredentialRow | null> {
  return within.executionCredential.findFirst({ where: { targetId, executionId: null } });
}

/** The one given for a run, else the one held for its target. */
export async function findCredentialFor(
  execution: { readonly id: string; readonly targetId: string },
  within: Transaction = database(),
): Promise<ExecutionCredentialRow | null> {
  const given = await within.executionCredential.findUnique({ where: { executionId: execution.id } });
  return given ?? findHeldCredential(execution.targetId, within);
}

/** Replaces what was held before; one given for a run stands beside it. */
export async function storeExecutionCredential(
  transaction: Transaction,
  credential: Omit<ExecutionCredentialRow, 'createdAt'>,
): Promise<void> {
  if (credential.executionId === null) await deleteHeldCredential(transaction, credential.targetId);
  await transaction.executionCredential.create({ data: credential, select: { id: true } });
}

/** Whether there was one. */
export async function deleteHeldCredential(transaction: Transaction, targetId: string): Promise<boolean> {
  const gone = await transaction.executionCredential.deleteMany({ where: { targetId, executionId: null } });
  return gone.count > 0;
}
