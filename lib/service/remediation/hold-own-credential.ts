import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findHeldCredential, storeExecutionCredential } from '../db/execution-credentials.ts';
import { requireTarget } from '../targets/get-target.ts';
import { type GivenCredential, sealedRow } from './execution-credential.ts';
import { postern } from './postern-registrar.ts';

/**
 * Keeps the credential of a role that Postern made itself, for its demo. `again` follows a server that moved: what a person has
 * registered or forgotten meanwhile stays so. Answers whether it was kept.
 */
export async function holdOwnCredential(
  access: Access<'target:register'>,
  targetId: string,
  given: GivenCredential,
  { again }: { readonly again: boolean },
): Promise<boolean> {
  access.demand('target:register');
  const target = await requireTarget(targetId);
  return inTransaction(async (transaction) => {
    const held = await findHeldCredential(targetId, transaction);
    if (again ? held?.registrarId !== postern : held !== null) return false;
    await storeExecutionCredential(transaction, sealedRow(target, given, null, postern));
    await recordEvent(transaction, access.actor, 'execution-credential.register', target.name, {
      role: given.role,
    });
    return true;
  });
}
