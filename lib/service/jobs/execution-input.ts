import type { ApprovedScript } from '../../engine/remediation/apply/approved-script.ts';
import type { Transaction } from '../db/client.ts';
import { findCredential } from '../db/credentials.ts';
import { findCredentialFor } from '../db/execution-credentials.ts';
import type { ClaimedExecution, ExecutionMark } from '../db/executions.ts';
import { findTarget, type TargetRow } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import { approvedScript, scriptThatRan } from '../remediation/approved-script.ts';
import { openExecutionCredential } from '../remediation/execution-credential.ts';
import { EnvelopeError, openCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';
import { checkedAddress } from '../targets/checked-address.ts';
import { connectionSchema } from '../targets/connection-form.ts';
import type { ExecutionInput } from './execution-message.ts';
import type { ThreadConnection } from './thread-connection.ts';

/** Where the target is, as somebody, in a database of it. An empty password is none: the server asks for none. */
async function connectionTo(
  target: TargetRow,
  as: { readonly user: string; readonly database: string; readonly password: string | null },
): Promise<ThreadConnection> {
  const { user, database, password } = as;
  const connection = connectionSchema.parse({ ...target, user, database });
  const address = await checkedAddress(target.host, target.port);
  return { connection, address, password: password === '' ? null : password };
}

/**
 * With the credential given for this run, else the one held; a `role` of null is whoever that is of. Throws `password-required`,
 * `EnvelopeError`.
 */
export async function asExecutor(
  claim: ClaimedExecution,
  target: TargetRow,
  script: Pick<ApprovedScript, 'database'> & { readonly role: string | null },
): Promise<ThreadConnection> {
  const row = await findCredentialFor(claim);
  if (row === null)
    throw new ServiceError(
      'password-required',
      script.role === null
        ? 'There is no credential to run it with.'
        : `There is no credential of ${script.role} to run it with.`,
    );
  if (script.role !== null && row.role !== script.role)
    throw new ServiceError('conflict', `It was approved for the role ${script.role}, not for ${row.role}.`);
  const password = openExecutionCredential(target, row).open();
  return connectionTo(target, { user: row.role, database: script.database, password });
}

/** As the role that scans. Throws `EnvelopeError`, `target-refused`. */
export async function asScanner(target: TargetRow): Promise<ThreadConnection> {
  const sealed = await findCredential(target.id);
  const password =
    sealed === null ? null : openCredential(sealed, { ...target, targetId: target.id }, keyEncryptionKey());
  return connectionTo(target, {
    user: target.user,
    database: target.database,
    password: password?.open() ?? null,
  });
}

export async function requireTargetOf(claim: ClaimedExecution): Promise<TargetRow> {
  const target = await findTarget(claim.targetId);
  if (target === null) throw new ServiceError('not-found', 'There is no such database any more.');
  return target;
}

/**
 * What may run and as whom, proven once more at this moment, the maintenance window included: an intent that lay waiting for a
 * worker does not begin outside of it. Throws `ServiceError`, `EnvelopeError`.
 */
export async function applyInput(
  claim: ClaimedExecution,
  direction: 'up' | 'down',
): Promise<{ readonly input: ExecutionInput; readonly digest: string }> {
  const target = await requireTargetOf(claim);
  const run = await approvedScript(claim.remediationId, direction);
  if (run.versionId !== claim.versionId || run.targetId !== claim.targetId)
    throw new ServiceError('conflict', 'Another version of it counts by now.');
  const to = await asExecutor(claim, target, run.script);
  return { input: { work: 'apply', to, script: run.script }, digest: run.digest };
}

/** Whether the very bytes that are about to be committed are still approved. Throws `conflict`. */
export async function proveAgain(
  transaction: Transaction,
  claim: ClaimedExecution,
  direction: 'up' | 'down',
  digest: string,
): Promise<void> {
  const run = await approvedScript(claim.remediationId, direction, {
    within: transaction,
    window: 'ignored',
  });
  if (run.digest !== digest || run.versionId !== claim.versionId)
    throw new ServiceError('conflict', 'Another version of it counts by now.');
}

/**
 * How the server can be asked what became of it, best first. A transaction: any role may ask, so the scan role does where the
 * execution role cannot. Statements outside of a transaction: by the state, which the execution role alone may read whole.
 */
export async function recoverInputs(
  claim: ClaimedExecution,
  { anchor, files }: ExecutionMark,
): Promise<readonly ExecutionInput[]> {
  const { direction } = claim;
  const target = await findTarget(claim.targetId);
  if (direction === 'rehearsal' || target === null) return [];
  if (anchor === null) {
    // Not whether it may run, but what it was: approvals may have ended meanwhile.
    const { script } =
      direction === 'up'
        ? await scriptThatRan(claim.remediationId)
        : await approvedScript(claim.remediationId, direction);
    return [{ work: 'recover-outside', to: await asExecutor(claim, target, script), script, files }];
  }
  const asked: (() => Promise<ThreadConnection | null>)[] = [
    async () => {
      const row = await findCredentialFor(claim);
      if (row === null) return null;
      const password = openExecutionCredential(target, row).open();
      return connectionTo(target, { user: row.role, database: target.database, password });
    },
    () => asScanner(target),
  ];
  const inputs: ExecutionInput[] = [];
  for (const by of asked) {
    const to = await by().catch((error: unknown) => {
      if (error instanceof EnvelopeError) return null;
      throw error;
    });
    if (to !== null) inputs.push({ work: 'recover', to, anchor });
  }
  return inputs;
}
