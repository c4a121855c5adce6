import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../../engine/connect/secret.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import {
  deleteHeldCredential,
  type ExecutionCredentialRow,
  findHeldCredential,
  storeExecutionCredential,
} from '../db/execution-credentials.ts';
import { findLiveApprovalsBy } from '../db/remediation-approvals.ts';
import type { TargetRow } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import { type CredentialBinding, openCredential, sealCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';
import { passwordFieldSchema } from '../targets/connection-form.ts';
import { requireTarget } from '../targets/get-target.ts';
import type { Held } from './move-remediation.ts';
import { sha256 } from './script-content.ts';

/** Who changes are made as, on a target: never the role that scans. */
export const executionCredentialSchema = z.strictObject({
  role: z.string().min(1, 'name the role').max(63),
  /** Empty where the server asks for none (peer, certificates). */
  password: passwordFieldSchema,
});

export type GivenCredential = z.infer<typeof executionCredentialSchema>;

type Connection = Pick<TargetRow, 'id' | 'host' | 'port' | 'database' | 'sslMode' | 'sslRootCert'>;

/** Bound to the target's connection, to the role, and to being held or to the one run it was given for. */
function bindingOf(target: Connection, role: string, executionId: string | null): CredentialBinding {
  const { id, host, port, database, sslMode, sslRootCert } = target;
  const purpose = `execution ${executionId ?? 'held'}`;
  return { targetId: id, host, port, database, user: role, sslMode, sslRootCert, purpose };
}

const scanRoleRefused = 'The scan role never applies anything: name another role.';

function requireNotScanRole(role: string, target: Pick<TargetRow, 'user'>): void {
  if (role === target.user)
    throw new ServiceError('invalid-input', scanRoleRefused, [{ field: 'role', message: scanRoleRefused }]);
}

/** The credential as it is stored, for `storeExecutionCredential`. */
export function sealedRow(
  target: Connection,
  given: GivenCredential,
  executionId: string | null,
  registrarId: string,
): Omit<ExecutionCredentialRow, 'createdAt'> {
  const binding = bindingOf(target, given.role, executionId);
  const envelope = sealCredential(new Secret(given.password), binding, keyEncryptionKey());
  return {
    ...envelope,
    id: randomUUID(),
    targetId: target.id,
    executionId,
    role: given.role,
    registrarId,
    boundTo: connectionDigest(target),
  };
}

function connectionDigest({ id, host, port, database, sslMode, sslRootCert }: Connection): string {
  return sha256(JSON.stringify([id, host, port, database, sslMode, sslRootCert]));
}

/** Why the held credential would not open where it is used, in a sentence, told without opening it; null where nothing is known against it. */
export function credentialProblem(target: Connection, row: ExecutionCredentialRow): string | null {
  if (row.keyVersion !== keyEncryptionKey().version)
    return 'It is sealed under another key than the one Postern has now, so nothing can run with it: register it again.';
  if (row.boundTo !== '' && row.boundTo !== connectionDigest(target))
    return 'It was registered for another address, database or TLS setting than this database has now, so nothing can run with it: register it again.';
  return null;
}

/** The password again, for the worker alone. Throws `EnvelopeError`: another connection, another run, changed bytes. */
export function openExecutionCredential(target: Connection, row: ExecutionCredentialRow): Secret {
  return openCredential(row, bindingOf(target, row.role, row.executionId), keyEncryptionKey());
}

/**
 * Keeps who changes are made as on a target; replaces what was kept. Whoever registers it can approve nothing that runs with it,
 * and whoever has approved something here cannot register it.
 */
export async function registerExecutionCredential(
  access: Access<'target:register'>,
  targetId: string,
  given: GivenCredential,
): Promise<void> {
  access.demand('target:register');
  const target = await requireTarget(targetId);
  requireNotScanRole(given.role, target);
  const { person, actor } = access;
  await inTransaction(async (transaction) => {
    if ((await findLiveApprovalsBy(transaction, person.id, targetId)) > 0)
      throw new ServiceError(
        'forbidden',
        'You have approved a change of this database: somebody else has to register the credential.',
      );
    await storeExecutionCredential(transaction, sealedRow(target, given, null, person.id));
    await recordEvent(transaction, actor, 'execution-credential.register', target.name, { role: given.role });
  });
}

/** Forgets it at once. Nothing that was approved for its role can run until one is given. */
export async function forgetExecutionCredential(
  access: Access<'target:register'>,
  targetId: string,
): Promise<void> {
  access.demand('target:register');
  const target = await requireTarget(targetId);
  await inTransaction(async (transaction) => {
    const row = await findHeldCredential(targetId, transaction);
    if (row === null || !(await deleteHeldCredential(transaction, targetId)))
      throw new ServiceError('not-found', 'No execution credential is registered for this database.');
    await recordEvent(transaction, access.actor, 'execution-credential.forget', target.name, {
      role: row.role,
    });
  });
}

/** Seals what was given for one run; the database deletes it when the run ends. */
export async function keepGivenCredential(
  transaction: Transaction,
  held: Pick<Held, 'target'>,
  executionId: string,
  given: GivenCredential,
  registrarId: string | null,
): Promise<void> {
  requireNotScanRole(given.role, held.target);
  if (registrarId === null) throw new ServiceError('forbidden', 'Only a person gives a credential.');
  await storeExecutionCredential(transaction, sealedRow(held.target, given, executionId, registrarId));
}
