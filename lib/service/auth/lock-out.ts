import { createHash } from 'node:crypto';
import { countAttempts, insertAttempts } from '../db/sign-in-attempts.ts';
import { ServiceError } from '../errors.ts';

export const lockOutMs = 15 * 60 * 1000;
/** Attempts within the window: from one address on one account, and on one account from anywhere. */
export const attemptLimits = { pair: 5, account: 50 } as const;
/** Wrong one-time links from one address within the window. Their tokens cannot be guessed; asking for them is work all the same. */
export const linkAttemptLimit = 20;

/** Hashed: what people mistype into the address field (a password, say) is not kept. */
export function attemptKeys(
  email: string,
  address: string,
): { readonly pair: string; readonly account: string } {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  return { pair: hash(`${email}\n${address}`), account: hash(email) };
}

/**
 * Counts this attempt and throws `too-many-attempts` when it is one too many. Accounts that do not exist are locked just the
 * same, so the answer tells nothing about who has one.
 */
export async function countAttempt(email: string, address: string, now: Date = new Date()): Promise<void> {
  const keys = attemptKeys(email, address);
  await insertAttempts([keys.pair, keys.account]);
  const since = new Date(now.getTime() - lockOutMs);
  const [pair, account] = await Promise.all([
    countAttempts(keys.pair, since),
    countAttempts(keys.account, since),
  ]);
  if (pair > attemptLimits.pair || account > attemptLimits.account) {
    throw new ServiceError('too-many-attempts', 'Too many attempts. Try again in 15 minutes.');
  }
}

export function linkAttemptKey(address: string): string {
  return createHash('sha256').update(`password link\n${address}`).digest('hex');
}

/** The same for one-time links, of which only the address is known. */
export async function countLinkAttempt(address: string, now: Date = new Date()): Promise<void> {
  const key = linkAttemptKey(address);
  await insertAttempts([key]);
  if ((await countAttempts(key, new Date(now.getTime() - lockOutMs))) > linkAttemptLimit)
    throw new ServiceError('too-many-attempts', 'Too many attempts. Try again in 15 minutes.');
}
