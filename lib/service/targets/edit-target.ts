import type { z } from 'zod';
import { Secret } from '../../engine/connect/secret.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction, isDuplicate } from '../db/client.ts';
import { storeCredential } from '../db/credentials.ts';
import { countUnsettled } from '../db/execution-requests.ts';
import { cancelOpenScans } from '../db/scan-queue.ts';
import { archiveTargetRow, updateTarget } from '../db/targets.ts';
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

/**
 * Changes a registered database. Pointing it elsewhere, or at weaker TLS, asks for the password again: else whoever may edit a
 * host could have the stored password sent to one of their own. Throws `password-required`, `conflict`, `target-refused`.
 */
export async function editTarget(
  access: Access<'target:register'>,
  id: string,
  edit: z.infer<typeof targetEditSchema>,
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
      await updateTarget(transaction, id, fields);
      if (sealed !== null) await storeCredential(transaction, id, sealed);
      const { host, port, database, user, sslMode } = fields;
      const detail = { changed, host, port, database, user, sslMode };
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
    if ((await countUnsettled(transaction, id)) > 0)
      throw new ServiceError(
        'conflict',
        'A change is being made to this database, or what became of it is not settled yet.',
      );
    await cancelOpenScans(transaction, id);
    await archiveTargetRow(transaction, id, target.name);
    await recordEvent(transaction, access.actor, 'target.archive', target.name);
  });
}
