import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../../engine/connect/secret.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction, isDuplicate } from '../db/client.ts';
import { storeCredential } from '../db/credentials.ts';
import { insertScan } from '../db/scan-queue.ts';
import { insertTarget } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import { readDatabasePolicy } from '../policy/read-policy.ts';
import { saveVersion } from '../policy/save-version.ts';
import { sealCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';
import { checkedAddress } from './checked-address.ts';
import {
  connectionSchema,
  passwordFieldSchema,
  substrateSchema,
  targetNameSchema,
} from './connection-form.ts';

export const registrationSchema = connectionSchema.extend({
  name: targetNameSchema,
  /** Empty where the server asks for none (peer, trust, certificates). */
  password: passwordFieldSchema.default(''),
  substrate: substrateSchema.nullable().default(null),
  /** The first version of its policy; without one it starts with a policy that states nothing. */
  policyText: z.string().max(1_048_576).default('version: 1\n'),
});

/**
 * Registers a database: target, sealed password, version 1 of its policy (a proposal where it accepts risk) and its first scan, together or not at all.
 * The demo comes in by this door as well. Throws `conflict` for a name that is taken, `invalid-policy`, `target-refused`.
 */
export async function registerTarget(
  access: Access<'target:register'>,
  registration: z.input<typeof registrationSchema>,
  options: { readonly isDemo?: boolean } = {},
): Promise<{ readonly id: string; readonly scanId: string }> {
  access.demand('target:register');
  const { password, policyText, ...fields } = registrationSchema.parse(registration);
  await checkedAddress(fields.host, fields.port);
  await readDatabasePolicy(policyText);
  const id = randomUUID();
  const binding = { ...fields, targetId: id };
  const sealed = password === '' ? null : sealCredential(new Secret(password), binding, keyEncryptionKey());
  const { actor } = access;
  try {
    return await inTransaction(async (transaction) => {
      await insertTarget(transaction, {
        ...fields,
        id,
        isDemo: options.isDemo ?? false,
        createdById: actor.id,
      });
      if (sealed !== null) await storeCredential(transaction, id, sealed);
      const scanId = await insertScan(transaction, id, actor.id);
      const { host, port, database, user, sslMode } = fields;
      await recordEvent(transaction, actor, 'target.register', fields.name, {
        host,
        port,
        database,
        user,
        sslMode,
      });
      await saveVersion(transaction, actor, null, {
        targetId: id,
        name: fields.name,
        text: policyText,
        reason: 'Registered with the database.',
        authorId: actor.id,
      });
      await recordEvent(transaction, actor, 'scan.request', fields.name, { scan: scanId });
      return { id, scanId };
    });
  } catch (error) {
    if (isDuplicate(error))
      throw new ServiceError('conflict', 'A database with this name is registered already.');
    throw error;
  }
}
