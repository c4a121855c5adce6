import type { SealedCredential } from '../secrets/envelope.ts';
import { database, type Transaction } from './client.ts';

export function findCredential(targetId: string): Promise<SealedCredential | null> {
  return database().credential.findUnique({
    where: { targetId },
    select: { keyVersion: true, wrappedKey: true, nonce: true, ciphertext: true },
  });
}

/** Replaces what was there: an old password is not kept. */
export async function storeCredential(
  transaction: Transaction,
  targetId: string,
  sealed: SealedCredential,
): Promise<void> {
  await transaction.credential.upsert({
    where: { targetId },
    create: { targetId, ...sealed },
    update: { ...sealed },
  });
}
