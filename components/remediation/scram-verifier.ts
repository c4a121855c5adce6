/** Where the page came over plain HTTP from elsewhere, browsers have no cryptography to offer. */
export const canMakeVerifiers = (): boolean => globalThis.isSecureContext === true;

const utf8 = new TextEncoder();
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

async function hmac(key: BufferSource, message: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8.encode(message)));
}

/**
 * What PostgreSQL stores for a password (RFC 5802, documentation 53.8), computed here so that the password itself never leaves the
 * browser: `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`. For printable ASCII (`passwordProblem`).
 */
export async function scramVerifier(
  password: string,
  iterations: number,
  salt: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(16)),
): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8.encode(password), 'PBKDF2', false, ['deriveBits']);
  const salted = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    key,
    256,
  );
  const stored = await crypto.subtle.digest('SHA-256', await hmac(salted, 'Client Key'));
  const server = await hmac(salted, 'Server Key');
  return `SCRAM-SHA-256$${iterations}:${base64(salt)}$${base64(new Uint8Array(stored))}:${base64(server)}`;
}
