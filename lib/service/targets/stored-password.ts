import type { Secret } from '../../engine/connect/secret.ts';
import { findCredential } from '../db/credentials.ts';
import { type CredentialBinding, EnvelopeError, openCredential } from '../secrets/envelope.ts';
import { keyEncryptionKey } from '../secrets/key-encryption-key.ts';

/** The stored password, if there is one and it was stored for exactly this connection; else null. */
export async function storedPassword(binding: CredentialBinding): Promise<Secret | null> {
  const sealed = await findCredential(binding.targetId);
  if (sealed === null) return null;
  try {
    return openCredential(sealed, binding, keyEncryptionKey());
  } catch (error) {
    if (error instanceof EnvelopeError) return null;
    throw error;
  }
}
