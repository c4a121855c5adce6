import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

/** OWASP password storage: argon2id (the library's default), 19 MiB, two passes, one lane. */
const parameters = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

/** NIST SP 800-63B-4: length counts, composition does not; long enough for a sentence. */
export const passwordSchema = z
  .string()
  .min(12, 'at least 12 characters')
  .max(256, 'at most 256 characters')
  .transform((password) => password.normalize('NFKC'));

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let decoy: Promise<string> | null = null;

/**
 * Whether the password is the one behind `stored`. Without an account (`null`) the same work is done against a decoy, so
 * that the answer takes as long whether or not the account exists.
 */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const right = await verify(stored ?? (await decoy), password.normalize('NFKC'), parameters);
  return right && stored !== null;
}
