import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, URL-safe. Only the hash is stored: who reads the database cannot use a link. */
export function newToken(): { readonly token: string; readonly tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** SHA-256, hex. A token is random, so it needs no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
