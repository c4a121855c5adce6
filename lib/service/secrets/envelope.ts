import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Secret } from '../../engine/connect/secret.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';

/** A sealed password as the database keeps it. Nonces stand in front, tags behind. */
export interface SealedCredential {
  readonly keyVersion: string;
  /** Nonce (12), the data key encrypted (32), tag (16). */
  readonly wrappedKey: Uint8Array<ArrayBuffer>;
  readonly nonce: Uint8Array<ArrayBuffer>;
  /** The password encrypted, then the tag (16). */
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** What a password is for. Sealed in as associated data: a row moved to another target, or a target pointed elsewhere, does not open. */
export interface CredentialBinding {
  readonly targetId: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslMode: string;
  readonly sslRootCert: string | null;
  /** What for, where not for scanning: one purpose's envelope does not open for another. */
  readonly purpose?: string;
}

/** The envelope does not open: another key, another target, or changed bytes. Says no more, and holds nothing. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

function associatedData(part: 'key' | 'password', binding: CredentialBinding, keyVersion: string): Buffer {
  const { targetId, host, port, database, user, sslMode, sslRootCert } = binding;
  const certificate = sslRootCert === null ? null : createHash('sha256').update(sslRootCert).digest('hex');
  const fields = ['Credential', part, keyVersion, targetId, host, port, database, user, sslMode, certificate];
  return Buffer.from(JSON.stringify(binding.purpose === undefined ? fields : [...fields, binding.purpose]));
}

function encrypt(key: Buffer, nonce: Buffer, plain: Buffer, data: Buffer): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  cipher.setAAD(data);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, nonce: Uint8Array, sealed: Uint8Array, data: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  decipher.setAAD(data);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagLength)), decipher.final()]);
}

/** Seals a password under a fresh data key, and that key under `kek`. */
export function sealCredential(
  password: Secret,
  binding: CredentialBinding,
  kek: KeyEncryptionKey,
): SealedCredential {
  const dataKey = randomBytes(32);
  const nonce = randomBytes(nonceLength);
  const keyNonce = randomBytes(nonceLength);
  const version = kek.version;
  const wrapped = encrypt(kek.key, keyNonce, dataKey, associatedData('key', binding, version));
  const ciphertext = encrypt(
    dataKey,
    nonce,
    Buffer.from(password.open(), 'utf8'),
    associatedData('password', binding, version),
  );
  dataKey.fill(0);
  return {
    keyVersion: version,
    wrappedKey: new Uint8Array(Buffer.concat([keyNonce, wrapped])),
    nonce: new Uint8Array(nonce),
    ciphertext: new Uint8Array(ciphertext),
  };
}

/** The password again. Throws `EnvelopeError`. */
export function openCredential(
  sealed: SealedCredential,
  binding: CredentialBinding,
  kek: KeyEncryptionKey,
): Secret {
  if (sealed.keyVersion !== kek.version) {
    throw new EnvelopeError('the password was stored under another key than the one Postern has now');
  }
  try {
    const version = sealed.keyVersion;
    const keyNonce = sealed.wrappedKey.subarray(0, nonceLength);
    const wrapped = sealed.wrappedKey.subarray(nonceLength);
    const dataKey = decrypt(kek.key, keyNonce, wrapped, associatedData('key', binding, version));
    const plain = decrypt(
      dataKey,
      sealed.nonce,
      sealed.ciphertext,
      associatedData('password', binding, version),
    );
    dataKey.fill(0);
    return new Secret(plain.toString('utf8'));
  } catch {
    throw new EnvelopeError('the stored password does not belong to this database, or was changed');
  }
}
