import type { z } from 'zod';
import { Secret } from '../../engine/connect/secret.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction, isDuplicate, type Transaction } from '../db/client.ts';
import { storeCredential } from '../db/credentials.ts';
import { countUnsettled } from '../db/execution-requests.ts';
import { voidApprovalsFor } from '../db/remediation-approvals.ts';
import { cancelOpenScans } from '../db/scan-queue.ts';
import { archiveTargetRow, holdTarget, updateTarget } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import { sealCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';
import { checkedAddress } from './checked-address.ts';
import {
  connectionSchema,
  passwordFieldSchema,
  substrateSchema,
  targetNameSchema,
} from './connection-form.ts';
import { requireTarget } from './get-target.ts';

export const targetEditSchema = connectionSchema.extend({
  name: targetNameSchema,
  substrate: substrateSchema.nullable(),
  /** Left out: the stored one is kept, which is only possible while nothing else of the connection changes. */
  password: passwordFieldSchema.optional(),
});

const bound = ['host', 'port', 'database', 'user', 'sslMode', 'sslRootCert'] as const;

/** Which server it is, as far as an address can say, and how it is known that it is this one. */
const reached: readonly string[] = ['host', 'port', 'database', 'sslMode', 'sslRootCert'];

/**
 * What was approved was approved for the server that was reached then: one restored from its backup has its system identifier, and
 * may be in the same state. And what became of a change is asked of the server that it was made on. Throws `conflict`.
 */
async function reachElsewhere(transaction: Transaction, id: string): Promise<number> {
  await holdTarget(transaction, id);
  await requireSettled(transaction, id);
  return voidApprovalsFor(transaction, id, 'the database is reached in another way since');
}

/** Throws `conflict` while a change is being made, and until somebody settled one of which nobody knows what became of it. */
async function requireSettled(transaction: Transaction, id: string): Promise<void> {
  if ((await countUnsettled(transaction, id)) > 0)
    throw new ServiceError(
      'conflict',
      'A change is being made to this database, or what became of it is not settled yet.',
    );
}

/**
 * Changes a registered database. Pointing it elsewhere, or at weaker TLS, asks for the password again: else whoever may edit a
 * host could have the stored password sent to one of their own. Reached in another way, its approvals are void, and it is not while
 * a change of it is under way; `sameServer`: Postern itself knows that it is the same one. Throws `password-required`, `conflict`,
 * `target-refused`.
 */
export async function editTarget(
  access: Access<'target:register'>,
  id: string,
  edit: z.infer<typeof targetEditSchema>,
  { sameServer = false }: { readonly sameServer?: boolean } = {},
): Promise<void> {
  access.demand('target:register');
  const before = await requireTarget(id);
  const { password, ...fields } = edit;
  const changed = bound.filter((field) => fields[field] !== before[field]);
  if (changed.length > 0 && password === undefined) {
    throw new ServiceError(
      'password-required',
      'Type the password again: it was stored for another connection.',
    );
  }
  await checkedAddress(fields.host, fields.port);
  const binding = { ...fields, targetId: id };
  const sealed =
    password === undefined ? null : sealCredential(new Secret(password), binding, keyEncryptionKey());
  try {
    await inTransaction(async (transaction) => {
      const elsewhere = !sameServer && changed.some((field) => reached.includes(field));
      const approvalsVoided = elsewhere ? await reachElsewhere(transaction, id) : 0;
      await updateTarget(transaction, id, fields);
      if (sealed !== null) await storeCredential(transaction, id, sealed);
      const { host, port, database, user, sslMode } = fields;
      const detail = { changed, host, port, database, user, sslMode, approvalsVoided };
      await recordEvent(transaction, access.actor, 'target.edit', fields.name, detail);
      if (sealed !== null) await recordEvent(transaction, access.actor, 'target.key-change', fields.name);
    });
  } catch (error) {
    if (isDuplicate(error))
      throw new ServiceError('conflict', 'A database with this name is registered already.');
    throw error;
  }
}

/** Takes a database off the fleet: its password is forgotten at once, its scans are kept. Not while a change of it is not settled. */
export async function archiveTarget(access: Access<'target:register'>, id: string): Promise<void> {
  access.demand('target:register');
  const target = await requireTarget(id);
  await inTransaction(async (transaction) => {
    await requireSettled(transaction, id);
    await cancelOpenScans(transaction, id);
    await archiveTargetRow(transaction, id, target.name);
    await recordEvent(transaction, access.actor, 'target.archive', target.name);
  });
}
