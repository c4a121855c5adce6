import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { sessionSecret } from './session-secret.ts';

/** What Postern seals, each under a key of its own. */
export type SealedKind = 'postern approval' | 'postern approval rules';

/**
 * Proof that Postern wrote it: a MAC under a key that is derived from the session secret and never stands in the database. Whoever
 * can write there can change rows and digests together, and add more; this they cannot make. Hexadecimal, 64 characters.
 */
export function sealOf(kind: SealedKind, text: string): string {
  const key = hkdfSync('sha256', sessionSecret(), '', kind, 32);
  return createHmac('sha256', Buffer.from(key)).update(text).digest('hex');
}

export function sealHolds(kind: SealedKind, text: string, seal: string): boolean {
  const right = Buffer.from(sealOf(kind, text));
  const given = Buffer.from(seal);
  return right.length === given.length && timingSafeEqual(right, given);
}
